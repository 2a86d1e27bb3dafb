import * as v from "valibot";

import { parseSignatureRecord, sealedBytes } from "../charter/signatureRecord.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import { exists, missing } from "../dynamodb/update.ts";
import type { Stamp } from "../rfc3161/stamp.ts";
import type { Services } from "../services.ts";
import { forgetUnstamped } from "./unstamped.ts";

export const StoredStamp = v.object({
  stamp: v.optional(v.object({ token: v.string(), at: v.string(), authority: v.string() })),
});

/** Reads the stamp beside a record; undefined where there is none yet. */
export function readStamp(item: unknown): Stamp | undefined {
  return parseItem(StoredStamp, item, "timestamp").stamp;
}

/**
 * Has a record stamped once, and answers its stamp; undefined where the stack names no authority. What is stamped is what
 * the seal is of. Throws what asking throws: then the record waits for the sweep.
 */
export async function stampRecord(
  { table, askAuthority }: Pick<Services, "table" | "askAuthority">,
  key: Key,
  item: Readonly<Record<string, unknown>>,
): Promise<Stamp | undefined> {
  const before = readStamp(item);
  if (before !== undefined || askAuthority === undefined) return before;
  const stamp = await askAuthority(sealedBytes(item));
  const written = await table.update(key, {
    set: [["stamp", stamp]],
    conditions: [exists("event_id"), missing("stamp")],
  });
  await forgetUnstamped(table, parseSignatureRecord(item));
  // Somebody else's was there first, and is on the papers.
  return written.ok ? stamp : readStamp(await table.get(key));
}
