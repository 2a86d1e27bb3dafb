import { refused } from "./refused.ts";

/** A stored item, or a map in one. What is stored is frozen: whoever reads it and changes it in place is found out. */
export interface Item {
  readonly [name: string]: unknown;
}

/** Tells a map from lists, sets and plain values. */
export function isMap(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Set);
}

/** Takes a value as the SDK would marshall it: without what is undefined, and only of the kinds that DynamoDB knows. */
export function toStored(value: unknown): unknown {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "object") return storedParts(value);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw refused(`A ${typeof value} cannot be stored`);
}

function storedParts(value: object): unknown {
  if (value instanceof Set) return storedSet(value);
  if (Array.isArray(value)) return Object.freeze(value.map(toStored));
  if (Object.getPrototypeOf(value) !== Object.prototype) throw refused("Only plain objects can be stored");
  return storedItem(value);
}

function storedSet(value: ReadonlySet<unknown>): ReadonlySet<string> {
  if (value.size === 0) throw refused("An attribute must not be an empty set");
  const texts = [...value].filter((member) => typeof member === "string");
  if (texts.length < value.size) throw refused("Sets hold texts here");
  return new Set(texts);
}

/** Takes a map, or a whole item. */
export function storedItem(value: object): Item {
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.freeze(Object.fromEntries(entries.map(([name, part]) => [name, toStored(part)])));
}

/** Tells whether two stored values are one for DynamoDB, which knows no order of maps and sets. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Set || b instanceof Set)
    return a instanceof Set && b instanceof Set && a.size === b.size && [...a].every((member) => b.has(member));
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, at) => isSame(part, b[at]));
  if (!isMap(a) || !isMap(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && isSame(a[name], b[name]));
}
