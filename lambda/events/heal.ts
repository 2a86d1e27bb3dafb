import type { Key, Table, UpdateOrder, WriteResult } from "../dynamodb/table.ts";

/**
 * Updates an event item; where it lacks the maps that nested paths lead into, because it was adopted from elsewhere,
 * adds them and tries once more.
 */
export async function updateEvent(table: Table, key: Key, order: UpdateOrder): Promise<WriteResult> {
  const written = await table.update(key, order);
  if (written.ok || written.reason !== "missing-path") return written;
  await table.update(key, {
    update:
      "SET #patrons = if_not_exists(#patrons, :empty), #outbox = if_not_exists(#outbox, :empty), " +
      "#failed_mails = if_not_exists(#failed_mails, :empty)",
    condition: "attribute_exists(#event_id)",
    values: { empty: {} },
  });
  return table.update(key, order);
}
