import * as v from "valibot";

import { parseItem } from "../dynamodb/items.ts";
import type { Key, Table, UpdateOrder, WriteResult } from "../dynamodb/table.ts";

const StoredHistory = v.object({
  history: v.optional(v.array(v.unknown()), () => []),
  history_dropped: v.optional(v.number(), 0),
});

/**
 * Updates an event item; where it lacks the maps that nested paths lead into, because it was adopted from elsewhere,
 * adds them and tries once more. Where the item would grow too large, its history gives way: a payment must not fail
 * for the sake of what can be read elsewhere.
 */
export async function updateEvent(table: Table, key: Key, order: UpdateOrder): Promise<WriteResult> {
  const written = await table.update(key, order);
  if (written.ok || written.reason === "condition") return written;
  if (written.reason === "too-large") return (await letHistoryGo(table, key)) ? table.update(key, order) : written;
  await table.update(key, {
    update:
      "SET #patrons = if_not_exists(#patrons, :empty), #outbox = if_not_exists(#outbox, :empty), " +
      "#failed_mails = if_not_exists(#failed_mails, :empty)",
    condition: "attribute_exists(#event_id)",
    values: { empty: {} },
  });
  return table.update(key, order);
}

/** Empties the history and counts what it held; false where there is nothing to gain. */
async function letHistoryGo(table: Table, key: Key): Promise<boolean> {
  const { history, history_dropped } = parseItem(
    StoredHistory,
    await table.get(key, ["history", "history_dropped"]),
    "history",
  );
  if (history.length === 0) return false;
  const cut = await table.update(key, {
    update: "SET #history = :none, #history_bytes = :zero, #history_dropped = :dropped",
    condition: "size(#history) = :seen",
    values: { none: [], zero: 0, dropped: history_dropped + history.length, seen: history.length },
  });
  return cut.ok;
}
