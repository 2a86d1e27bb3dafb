import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { CharterLedger } from "../../rules/money/closeout.ts";
import type { Table } from "../dynamodb/table.ts";
import { eventKey, parseEvent, parseLedger, type StoredEvent } from "./stored.ts";

/** How many charters are read at once: well below the 100 items and 16 MB that one call may bring. */
const CHARTERS_AT_ONCE = 25;

/** Reads the event item alone, or undefined when there is no such charter. */
export async function readStoredEvent(table: Table, slug: string): Promise<StoredEvent | undefined> {
  const item = await table.get(eventKey(slug));
  return item === undefined ? undefined : parseEvent(item);
}

/** Reads the ledgers of several charters, in the order of their slugs; what does not exist is left out. */
export async function readLedgers(table: Table, slugs: readonly string[]): Promise<ReadList<CharterLedger>> {
  const items: unknown[] = [];
  for (let from = 0; from < slugs.length; from += CHARTERS_AT_ONCE) {
    items.push(...(await table.getMany(slugs.slice(from, from + CHARTERS_AT_ONCE).map(eventKey))));
  }
  const { found, broken } = readEach(items, parseLedger);
  return { found: found.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)), broken };
}
