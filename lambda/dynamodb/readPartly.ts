import * as v from "valibot";

import { BrokenItem } from "./errors.ts";
import { isMap, keepNewer } from "./keepNewer.ts";
import type { Counting } from "./readEach.ts";

/** The attributes of an item that cannot be read: which entries of a list or a map, or `all` of it. */
export type Unread = ReadonlyMap<string, readonly string[] | "all">;

/** An item as far as it can be read. */
export interface PartlyRead<T> {
  /** What cannot be read is left out of it, as if it were not there: `soundly` takes what has to be whole. */
  readonly seen: T;
  readonly unread: Unread;
}

type Shape<Entries extends v.ObjectEntries> = v.ObjectSchema<Entries, undefined>;

/**
 * Reads an item attribute by attribute, and each entry of a list, a map or a set by itself, so that what is broken hides nothing
 * beside it. Throws BrokenItem for what is no item, or lacks what has no default, such as its key.
 */
export function readPartly<Entries extends v.ObjectEntries>(
  { entries }: Shape<Entries>,
  item: unknown,
  what: string,
): PartlyRead<v.InferOutput<Shape<Entries>>> {
  if (!isMap(item)) throw new BrokenItem(`A stored ${what} is broken: it is no map.`);
  const seen: Record<string, unknown> = { ...item };
  const unread = new Map<string, readonly string[] | "all">();
  for (const [name, schema] of Object.entries(entries)) {
    const { value, broken } = readAttribute(keepNewer(schema as Schema), item[name], `${what}: ${name}`);
    if (value === undefined) Reflect.deleteProperty(seen, name);
    else seen[name] = value;
    if (broken.length > 0) unread.set(name, broken);
  }
  return { seen: seen as v.InferOutput<Shape<Entries>>, unread };
}

/** The parts of a schema that lead to those of a list's, a map's or a set's entries. */
type Schema = v.GenericSchema & { readonly wrapped?: Schema; readonly item?: Schema; readonly value?: Schema };

interface Attribute {
  readonly value: unknown;
  readonly broken: readonly string[] | "all";
}

function readAttribute(schema: Schema, value: unknown, what: string): Attribute {
  const whole = v.safeParse(schema, value);
  if (whole.success) return { value: whole.output, broken: [] };
  const { type, item, value: entry } = schema.wrapped ?? schema;
  if (item !== undefined && Array.isArray(value)) {
    const { found, broken } = readEntries(item, Object.entries(value as unknown[]));
    return { value: found.map(([, one]) => one), broken };
  }
  if (type === "record" && entry !== undefined && isMap(value)) {
    const { found, broken } = readEntries(entry, Object.entries(value));
    return { value: Object.fromEntries(found), broken };
  }
  if (type === "set" && entry !== undefined && value instanceof Set) {
    const { found, broken } = readEntries(
      entry,
      Array.from(value, (member) => [String(member), member] as const),
    );
    return { value: new Set(found.map(([, one]) => one)), broken };
  }
  const absent = v.safeParse(schema, undefined);
  if (!absent.success) throw new BrokenItem(`A stored ${what} cannot be read.`);
  return { value: absent.output, broken: "all" };
}

function readEntries(schema: Schema, entries: readonly (readonly [string, unknown])[]) {
  const read = entries.map(([name, value]) => [name, v.safeParse(schema, value)] as const);
  return {
    found: read.flatMap(([name, one]) => (one.success ? [[name, one.output] as const] : [])),
    broken: read.flatMap(([name, one]) => (one.success ? [] : [name])),
  };
}

/** Says which parts of an item cannot be read, and none of the data. */
export function brokenParts(unread: Unread, what: string): BrokenItem {
  const paths = [...unread].flatMap(([name, broken]) =>
    broken === "all" ? [name] : broken.map((entry) => `${name}.${entry}`),
  );
  return new BrokenItem(`Part of a stored ${what} is broken: ${paths.join(", ")}.`);
}

/** Answers an item as far as it can be read, once what cannot be is counted and logged. */
export function countUnread<Read extends { readonly unread: Unread }>(
  { log }: Counting,
  read: Read,
  what: string,
): Read {
  if (read.unread.size > 0) {
    log.fault("item cannot be read", brokenParts(read.unread, what));
    log.metric("BrokenItem", 1);
  }
  return read;
}
