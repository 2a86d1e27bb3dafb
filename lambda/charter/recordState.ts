import { createHash } from "node:crypto";

/**
 * Names what is stored on charters' own items: another name once anything of it has changed. A signature that lies beside
 * one is on it, too, as soon as it is counted (tally.ts).
 */
export function recordState(items: unknown): string {
  return createHash("sha256").update(JSON.stringify(items, inOrder)).digest("base64url");
}

/** A set and a map have no order of their own, and no two readings need to give them the same. */
function inOrder(_name: string, value: unknown): unknown {
  if (value instanceof Set) return [...value].sort();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
