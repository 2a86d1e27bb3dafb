import type { Table } from "../dynamodb/table.ts";
import { eventKey, parseEvent, type StoredEvent } from "./stored.ts";

/** How many charters are read at once: well below the 100 items and 16 MB that one call may bring. */
const CHARTERS_AT_ONCE = 25;

/** Reads the event item alone, or undefined when there is no such charter. */
export async function readStoredEvent(table: Table, slug: string): Promise<StoredEvent | undefined> {
  const item = await table.get(eventKey(slug));
  return item === undefined ? undefined : parseEvent(item);
}

/** Reads several event items, in the order of their slugs; what does not exist is left out. */
export async function readStoredEvents(table: Table, slugs: readonly string[]): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let from = 0; from < slugs.length; from += CHARTERS_AT_ONCE) {
    const items = await table.getMany(slugs.slice(from, from + CHARTERS_AT_ONCE).map(eventKey));
    events.push(...items.map(parseEvent));
  }
  return events.sort((a, b) => (a.event_id < b.event_id ? -1 : 1));
}
