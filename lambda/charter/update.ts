import * as v from "valibot";

import { parseItem } from "../dynamodb/items.ts";
import { countBroken, readEach, type Counting } from "../dynamodb/readEach.ts";
import type { Key, Table, WriteResult } from "../dynamodb/table.ts";
import { exists, hasSize, type Update } from "../dynamodb/update.ts";
import { eventKey, parseEvent, type StoredEvent } from "./stored.ts";

/**
 * Updates an event item; where it lacks the maps that nested paths lead into, because it was adopted from elsewhere,
 * adds them and tries once more. Where the item would grow too large, its history gives way: a payment must not fail
 * for the sake of what can be read elsewhere.
 */
export function updateEvent(table: Table, slug: string, update: Update): Promise<WriteResult> {
  return healing(table, eventKey(slug), (key) => table.update(key, update));
}

/** An update that was made. What it came to is undefined where it cannot be read: it was made all the same. */
export interface Written {
  readonly ok: true;
  readonly event: StoredEvent | undefined;
}

/** Updates an event item in the same way, and answers it as it is then. */
export async function updateAndReadEvent(
  { table, log }: Counting & { readonly table: Table },
  slug: string,
  update: Update,
): Promise<Written | Extract<WriteResult, { ok: false }>> {
  const written = await healing(table, eventKey(slug), (key) => table.updateAndRead(key, update));
  if (!written.ok) return written;
  const [event] = countBroken({ log }, readEach([written.item], parseEvent));
  return { ok: true, event };
}

async function healing(table: Table, key: Key, write: (key: Key) => Promise<WriteResult>): Promise<WriteResult> {
  const written = await write(key);
  if (written.ok || written.reason === "condition") return written;
  if (written.reason === "too-large") return (await letHistoryGo(table, key)) ? write(key) : written;
  await table.update(key, {
    init: Object.entries({ patrons: {}, outbox: {}, failed_mails: {} }),
    conditions: [exists("event_id")],
  });
  return write(key);
}

const StoredHistory = v.object({
  history: v.optional(v.array(v.unknown()), () => []),
  history_dropped: v.optional(v.number(), 0),
});

/** Empties the history and counts what it held; false where there is nothing to gain. */
async function letHistoryGo(table: Table, key: Key): Promise<boolean> {
  const item = await table.get(key, ["history", "history_dropped"]);
  const { history, history_dropped } = parseItem(StoredHistory, item, "history");
  if (history.length === 0) return false;
  const cut = await table.update(key, {
    set: Object.entries({ history: [], history_bytes: 0, history_dropped: history_dropped + history.length }),
    conditions: [hasSize("history", "=", history.length)],
  });
  return cut.ok;
}
