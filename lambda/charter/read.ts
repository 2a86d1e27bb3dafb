import * as v from "valibot";

import { getAll } from "../dynamodb/getAll.ts";
import { readEach, type Broken, type ReadList } from "../dynamodb/readEach.ts";
import { brokenParts, readPartly, type PartlyRead } from "../dynamodb/readPartly.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import type { CharterLedger } from "../../rules/money/closeout.ts";
import type { Table } from "../dynamodb/table.ts";
import { seeEvent, type SeenEvent } from "./partly.ts";
import { findRecord } from "./signpost.ts";
import { eventKey, presentSlug, StoredLedger } from "./stored.ts";

/** Reads the event item alone, as far as it can be read, or undefined when there is no such charter. */
export async function readStoredEvent(table: Table, slug: string): Promise<SeenEvent | undefined> {
  const item = await findRecord(table, slug);
  return item === undefined ? undefined : seeEvent(item);
}

/** Reads a few attributes of the event item and nothing else of it: whatever is broken beside them is not even asked for. */
export async function readParts<Entries extends v.ObjectEntries>(
  table: Table,
  slug: string,
  parts: v.ObjectSchema<Entries, undefined>,
): Promise<PartlyRead<v.InferOutput<v.ObjectSchema<Entries, undefined>>> | undefined> {
  const item = await findRecord(table, slug, Object.keys(parts.entries));
  return item === undefined ? undefined : readPartly(parts, item, "charter");
}

/** A charter's money, what it is called, and where its record lies: under its slug, unless it was moved. */
export interface TitledLedger extends CharterLedger {
  readonly home: string;
  readonly title: string;
}

/** What a charter is called by. That it cannot be read hides no money: then the slug tells. */
const Named = v.object({ title: v.fallback(v.string(), ""), first_name: v.fallback(v.string(), "") });

/**
 * Reads the ledgers of several charters, in the order of their slugs; what does not exist is left out. A charter of whose
 * ledger an entry cannot be read is in both lists: with what can be read, and as broken.
 */
export async function readLedgers(table: Table, slugs: readonly string[]): Promise<ReadList<TitledLedger>> {
  const items = await getAll(table, slugs.map(eventKey));
  const { found, broken } = readEach(items, (item) => ({ item, ...readPartly(StoredLedger, item, "ledger") }));
  return {
    found: found
      .map(({ item, seen: { payment_log: ledger, ...named } }) => ({
        home: named.event_id,
        slug: presentSlug(named),
        ledger,
        title: charterTitle({ slug: presentSlug(named), ...v.parse(Named, item) }),
      }))
      .sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    broken: [...broken, ...found.flatMap(toBroken)],
  };
}

function toBroken({ item, unread }: PartlyRead<unknown> & { readonly item: unknown }): Broken[] {
  return unread.size === 0 ? [] : [{ item, fault: brokenParts(unread, "ledger") }];
}
