import * as v from "valibot";

import { BrokenItem } from "../dynamodb/errors.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { noticedSlug } from "./floodNotice.ts";
import { readStoredEvent } from "./read.ts";
import { isEventKey, parseEvent, type StoredEvent } from "./stored.ts";
import { OutboxMail, type Mails } from "./waitingMail.ts";

/** An item on which mails wait: a charter, or a signature record beside it, or a notice about it. */
export interface Holder {
  readonly key: Key;
  readonly outbox: Mails;
  /** The charter that the mails are about. */
  readonly event: StoredEvent;
}

export const StoredOutbox = v.object({ outbox: v.optional(v.record(v.string(), OutboxMail), () => ({})) });

/** Reads an item on which mails wait, with its charter; undefined when it is not there. */
export async function readHolder(table: Table, key: Key): Promise<Holder | undefined> {
  const item = await table.get(key, isEventKey(key) ? undefined : ["outbox"]);
  if (item === undefined) return undefined;
  if (isEventKey(key)) {
    const event = parseEvent(item);
    return { key, outbox: event.outbox, event };
  }
  const event = await readStoredEvent(table, noticedSlug(key) ?? key.event_id);
  if (event === undefined) throw new BrokenItem("What mails wait on belongs to no charter.");
  return { key, ...parseItem(StoredOutbox, item, "outbox"), event };
}

export const StoredFailedMails = v.object({ failed_mails: v.optional(v.record(v.string(), OutboxMail), () => ({})) });

/** Reads the mails that were given up on an item. */
export async function readFailed(table: Table, key: Key): Promise<Mails> {
  return parseItem(StoredFailedMails, (await table.get(key, ["failed_mails"])) ?? {}, "outbox").failed_mails;
}

const Written = v.object({
  outbox: v.optional(v.record(v.string(), v.object({ created_at: v.string() })), () => ({})),
});

/** How many items one call may bring. */
const ITEMS_AT_ONCE = 100;

/** Reads when each of the mails that wait on items was written. What cannot be read is left out. */
export async function readWaiting(table: Table, keys: readonly Key[]): Promise<readonly string[]> {
  const written: string[] = [];
  for (let from = 0; from < keys.length; from += ITEMS_AT_ONCE) {
    const items = await table.getMany(keys.slice(from, from + ITEMS_AT_ONCE), ["outbox"]);
    for (const item of items) {
      const parsed = v.safeParse(Written, item);
      if (parsed.success) written.push(...Object.values(parsed.output.outbox).map(({ created_at }) => created_at));
    }
  }
  return written;
}
