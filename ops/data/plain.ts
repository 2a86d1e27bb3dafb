import type { Attribute, Attributes } from "./attributes.ts";

/** A value as our own code reads it from the table. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | ReadonlySet<string>
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** Takes the types off an item. A number that JavaScript cannot hold stays text, so that no schema takes it for one. */
export function toPlain(item: Attributes): Record<string, Plain> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: Attribute): Plain {
  if ("S" in value) return value.S;
  if ("N" in value) return plainNumber(value.N);
  if ("BOOL" in value) return value.BOOL;
  if ("NULL" in value) return null;
  if ("M" in value) return toPlain(value.M);
  if ("L" in value) return value.L.map(plainValue);
  if ("SS" in value) return new Set(value.SS);
  if ("NS" in value) return new Set(value.NS);
  return "B" in value ? Buffer.from(value.B, "base64") : new Set(value.BS);
}

function plainNumber(text: string): number | string {
  const number = Number(text);
  return String(number) === text ? number : text;
}
