import type { Values } from "./values.ts";

// The service's quotas (CloudFront developer guide, "Quotas on key value stores").
const MAXIMUM_KEY_BYTES = 512;
const MAXIMUM_VALUE_BYTES = 1_024;
const MAXIMUM_STORE_BYTES = 5 * 1024 * 1024;
const MAXIMUM_KEYS_AT_ONCE = 50;

/** Keys to write and keys to delete, all of them or none. */
export interface Change {
  puts?: readonly (readonly [key: string, value: string])[];
  deletes?: readonly string[];
}

/** Why a change is refused, under the service's own name for it. */
export interface Refused {
  ok: false;
  code: "ConflictException" | "ResourceNotFoundException" | "ServiceQuotaExceededException" | "ValidationException";
  message: string;
}

/** Computes a store's entries after a change, or why the service refuses it. Without a version any will do. */
export function applyChange(
  values: Values,
  change: Change,
  version?: string,
): { ok: true; entries: Map<string, string> } | Refused {
  const { puts = [], deletes = [] } = change;
  const problem = findProblem([...puts.map(([key]) => key), ...deletes], puts);
  if (problem !== undefined) return { ok: false, code: "ValidationException", message: problem };
  if (version !== undefined && version !== values.etag) {
    return { ok: false, code: "ConflictException", message: "The store has changed since: If-Match is not its ETag." };
  }
  const missing = deletes.find((key) => !values.entries.has(key));
  if (missing !== undefined)
    return { ok: false, code: "ResourceNotFoundException", message: `The store has no key "${missing}".` };
  const entries = new Map([...values.entries, ...puts]);
  for (const key of deletes) entries.delete(key);
  if (totalBytes(entries) > MAXIMUM_STORE_BYTES) {
    return {
      ok: false,
      code: "ServiceQuotaExceededException",
      message: `A store has at most ${MAXIMUM_STORE_BYTES} bytes.`,
    };
  }
  return { ok: true, entries };
}

/** Counts the bytes of all keys and values. */
export function totalBytes(entries: ReadonlyMap<string, string>): number {
  let sum = 0;
  for (const [key, value] of entries) sum += Buffer.byteLength(key) + Buffer.byteLength(value);
  return sum;
}

function findProblem(keys: readonly string[], puts: readonly (readonly [string, string])[]): string | undefined {
  if (keys.length === 0) return "A change names at least one key.";
  if (keys.length > MAXIMUM_KEYS_AT_ONCE) return `A change names at most ${MAXIMUM_KEYS_AT_ONCE} keys.`;
  if (new Set(keys).size < keys.length) return "A change names a key once only.";
  if (keys.includes("")) return "A key has at least one character.";
  if (keys.some((key) => Buffer.byteLength(key) > MAXIMUM_KEY_BYTES))
    return `A key has at most ${MAXIMUM_KEY_BYTES} bytes.`;
  const isLong = puts.some(([, value]) => Buffer.byteLength(value) > MAXIMUM_VALUE_BYTES);
  return isLong ? `A value has at most ${MAXIMUM_VALUE_BYTES} bytes.` : undefined;
}
