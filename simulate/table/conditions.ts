import { stepsOf, type Condition, type Path } from "../../lambda/dynamodb/update.ts";
import { isMap, isSame, type Item } from "./values.ts";

/** Finds what is at a place in an item; undefined is nothing. */
export function valueAt(item: Item | undefined, path: Path): unknown {
  return stepsOf(path).reduce<unknown>((part, step) => (isMap(part) ? part[step] : undefined), item);
}

/** Tells whether a condition holds of an item, or of none. */
export function holds(condition: Condition, item: Item | undefined): boolean {
  switch (condition.kind) {
    case "exists":
      return valueAt(item, condition.path) !== undefined;
    case "missing":
      return valueAt(item, condition.path) === undefined;
    case "compare":
      return compare(valueAt(item, condition.path), condition.operator, condition.value);
    case "size": {
      const size = sizeOf(valueAt(item, condition.path));
      return size !== undefined && compare(size, condition.operator, condition.value);
    }
    case "contains":
      return includes(valueAt(item, condition.path), condition.member);
    case "not":
      return !holds(condition.condition, item);
    case "any":
      return condition.conditions.some((part) => holds(part, item));
  }
}

type Operator = Extract<Condition, { kind: "compare" }>["operator"];

/** What is not there, or of another type, compares with nothing. */
function compare(found: unknown, operator: Operator, wanted: unknown): boolean {
  if (found === undefined) return false;
  if (operator === "=") return isSame(found, wanted);
  const ordered = order(found, wanted);
  if (ordered === undefined) return false;
  return operator === "<" ? ordered < 0 : operator === "<=" ? ordered <= 0 : ordered > 0;
}

/** Texts are in the order of their UTF-8 bytes. */
function order(a: unknown, b: unknown): number | undefined {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return undefined;
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Set) return value.size;
  if (Array.isArray(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : undefined;
}

function includes(value: unknown, member: string): boolean {
  if (value instanceof Set) return value.has(member);
  if (Array.isArray(value)) return value.includes(member);
  return typeof value === "string" && value.includes(member);
}
