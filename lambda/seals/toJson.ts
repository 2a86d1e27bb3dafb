import type { Json } from "../../rules/canonicalJson.ts";

/**
 * Says anything that an item can hold as JSON, so that it has one hash however it was read: what JSON has no word for is
 * named by what it is. Of a text, halves of characters become what the table keeps in their place.
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return Buffer.from(value).toString();
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : { number: String(value) };
  if (value instanceof Set) return { set: [...value].map((member) => String(member)).sort() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item));
  if (typeof value !== "object") throw new TypeError(`A ${typeof value} lies in no item.`);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => (item === undefined ? [] : [[name, toJson(item)]])),
  );
}
