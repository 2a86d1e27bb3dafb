import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { signatureKey } from "../charter/signatureRecord.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";

/** Where it is noted that a record waits for its stamp: by when it was received, the one that waits longest first. */
function noteKey({ slug, received_at, signed_at, id }: SignatureRecord): Key {
  const { event_id, timestamp } = signatureKey(slug, { signed_at, id });
  return { event_id: PARTITIONS.unstamped, timestamp: `${received_at}#${event_id}#${timestamp}` };
}

/**
 * Notes that a record wants an outside timestamp, before it is written: a note whose record never came is taken away by the
 * sweep, and a record without its note would never be stamped.
 */
export async function noteUnstamped(table: Table, record: SignatureRecord): Promise<void> {
  await table.putNew({ ...noteKey(record), tries: 0 });
}

/** Takes the note away. */
export async function forgetUnstamped(table: Table, record: SignatureRecord): Promise<void> {
  await table.remove(noteKey(record));
}

/** A record that waits, as its note tells. */
export interface Unstamped {
  readonly note: Key;
  readonly record: Key;
  readonly received_at: string;
}

/** Reads a note; undefined for what is none. */
export function readUnstamped(item: unknown): Unstamped | undefined {
  const note = parseKey(item);
  const [, received_at, event_id, timestamp] = /^([^#]+)#([^#]+)#(.+)$/.exec(note.timestamp) ?? [];
  if (received_at === undefined || event_id === undefined || timestamp === undefined) return undefined;
  return { note, record: { event_id, timestamp }, received_at };
}
