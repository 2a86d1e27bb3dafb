import { isMap, type Item } from "./values.ts";

/** The most that an item may weigh. */
export const ITEM_BYTES_MAX = 400 * 1024;

/** Weighs an item in bytes. Source: DynamoDB developer guide, "DynamoDB item sizes and formats". */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return 2 + Math.ceil(String(Math.abs(value)).replace(/\D/g, "").length / 2);
  if (value instanceof Set) return [...value].reduce<number>((sum, member) => sum + valueSize(member), 0);
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + 1 + valueSize(part), 3);
  return isMap(value) ? 3 + Object.keys(value).length + itemSize(value) : 1;
}
