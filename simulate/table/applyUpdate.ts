import { stepsOf, type Path, type Update } from "../../lambda/dynamodb/update.ts";
import { writeUpdate } from "../../lambda/dynamodb/writeUpdate.ts";
import { valueAt } from "./conditions.ts";
import { refused } from "./refused.ts";
import { isMap, toStored, type Item } from "./values.ts";

/** Source: DynamoDB's quotas, "Expression parameters". */
const EXPRESSION_BYTES_MAX = 4_096;

/**
 * Makes the item that an update leaves; "missing-path" where a map to write into is not there, "wrong-type" where what is
 * there cannot be added to. Whatever it reads it reads from the item as it was. Throws for what DynamoDB takes for malformed.
 */
export function applyUpdate(before: Item, update: Update): Item | "missing-path" | "wrong-type" {
  requireShort(update);
  const { set = [], init = [], append = [], add = [], remove = [] } = update;
  if (append.some(([path]) => !canAppend(valueAt(before, path)))) return "wrong-type";
  if (add.some(([path, by]) => !canAdd(valueAt(before, path), by))) return "wrong-type";
  const changes: readonly (readonly [Path, unknown])[] = [
    ...set.map(([path, to]) => [path, toStored(to)] as const),
    ...init.map(([path, to]) => [path, initial(valueAt(before, path), to)] as const),
    ...append.map(([path, items]) => [path, appended(valueAt(before, path), items)] as const),
    ...remove.map((path) => [path, undefined] as const),
    ...add.map(([path, by]) => [path, added(valueAt(before, path), path, by)] as const),
  ];
  let item = before;
  for (const [path, value] of changes) {
    const changed = put(item, stepsOf(path), value);
    if (changed === undefined) return "missing-path";
    item = changed;
  }
  return item;
}

function requireShort(update: Update): void {
  const { UpdateExpression = "", ConditionExpression = "" } = writeUpdate(update);
  const longest = Math.max(Buffer.byteLength(UpdateExpression), Buffer.byteLength(ConditionExpression));
  if (longest > EXPRESSION_BYTES_MAX) throw refused(`An expression has ${longest} bytes, and may have 4096`);
}

/** Null is something. */
function initial(before: unknown, to: unknown): unknown {
  return before === undefined ? toStored(to) : before;
}

function canAppend(before: unknown): boolean {
  return before === undefined || isList(before);
}

function canAdd(before: unknown, by: number | ReadonlySet<string>): boolean {
  if (before === undefined) return true;
  return typeof by === "number" ? typeof before === "number" : before instanceof Set;
}

function appended(before: unknown, items: readonly unknown[]): unknown {
  return toStored([...(isList(before) ? before : []), ...items]);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function added(before: unknown, path: Path, by: number | ReadonlySet<string>): unknown {
  if (stepsOf(path).length > 1) throw refused("ADD is for attributes, not for what is inside of them");
  if (typeof by === "number") return toStored((typeof before === "number" ? before : 0) + by);
  return toStored(new Set([...(before instanceof Set ? before : []), ...by]));
}

/** Puts a value at a place, or takes away what is there; undefined where the way to it is not there. */
function put(map: Item, [step, ...rest]: readonly string[], value: unknown): Item | undefined {
  if (step === undefined) return undefined;
  if (rest.length > 0) {
    const inside = map[step];
    const changed = isMap(inside) ? put(inside, rest, value) : undefined;
    return changed === undefined ? undefined : Object.freeze({ ...map, [step]: changed });
  }
  if (value !== undefined) return Object.freeze({ ...map, [step]: value });
  return Object.freeze(Object.fromEntries(Object.entries(map).filter(([name]) => name !== step)));
}
