import * as v from "valibot";

import { BrokenItem } from "./errors.ts";
import { keepNewer } from "./keepNewer.ts";
import type { Key } from "./table.ts";

const StoredKey = v.object({ event_id: v.string(), timestamp: v.string() });

/**
 * Reads a stored item by its schema, or throws BrokenItem with the paths that are wrong and none of the data. What the schema
 * does not name is kept, as a newer version wrote it.
 */
export function parseItem<Schema extends v.GenericSchema>(
  schema: Schema,
  item: unknown,
  what: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(keepNewer(schema), item);
  if (parsed.success) return parsed.output;
  const paths = parsed.issues.map(
    (issue) => `${v.getDotPath(issue) ?? "item"} (expected ${issue.expected ?? issue.type})`,
  );
  throw new BrokenItem(`A stored ${what} is broken: ${[...new Set(paths)].join(", ")}.`);
}

/** Reads a stored item that may be absent. */
export function parseOptionalItem<Schema extends v.GenericSchema>(
  schema: Schema,
  item: unknown,
  what: string,
): v.InferOutput<Schema> | undefined {
  return item === undefined ? undefined : parseItem(schema, item, what);
}

/** Reads the key of a stored item, and nothing else: DynamoDB takes no key with more in it. */
export function parseKey(item: unknown): Key {
  const { event_id, timestamp } = parseItem(StoredKey, item, "key");
  return { event_id, timestamp };
}
