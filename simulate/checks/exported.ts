import type { Attribute, Attributes } from "../../ops/data/attributes.ts";
import { isPassing } from "../../ops/data/kinds.ts";
import { compareLines, toLine, type Line } from "../../ops/data/lines.ts";
import { isMap, type Item } from "../table/values.ts";

/** Writes what is stored as an export has it: in its order, without what ends by itself. */
export function toExport(items: readonly Item[]): readonly Line[] {
  return items
    .map((item) => toLine(toAttributes(item)))
    .filter((line) => !isPassing(line))
    .sort(compareLines);
}

function toAttributes(item: Item): Attributes {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value)]));
}

function toAttribute(value: unknown): Attribute {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value instanceof Set) return { SS: [...value].map(String).sort() };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return isMap(value) ? { M: toAttributes(value) } : { NULL: true };
}
