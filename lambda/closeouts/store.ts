import * as v from "valibot";

import { Closeout } from "../../rules/contract/api/closeout.ts";
import { CalendarDate, Slug } from "../../rules/contract/api/fields.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { BrokenPart } from "../charter/partly.ts";
import { parseItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import { brokenParts, readPartly, type PartlyRead } from "../dynamodb/readPartly.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { hasSize, missing } from "../dynamodb/update.ts";
import { headOf, writeHead } from "../seals/head.ts";
import { seal, type Place } from "../seals/seal.ts";

const StoredCloseout = v.object({
  ...Closeout.entries,
  /** The ids of all entries and reversals that it has seen. */
  seen: v.array(v.string()),
  /** What each ledger of the day came to when it was counted (lambda/seals/head.ts); older ones have none. */
  ledgers: v.optional(v.array(v.object({ slug: v.string(), entries: v.number(), sha256: v.string() }))),
  /** Of all the rest, and of its day. */
  seal: v.optional(v.string()),
});
export type StoredCloseout = v.InferOutput<typeof StoredCloseout>;

/** A day on which money changed hands: on which charters, and how its cash was counted. */
export const StoredDay = v.object({
  timestamp: CalendarDate,
  charters: v.optional(v.set(Slug), () => new Set<string>()),
  closeouts: v.optional(v.array(StoredCloseout), () => []),
  /** What the closeouts come to, as writeHead writes it. */
  closeouts_head: v.optional(v.string()),
});
export type StoredDay = v.InferOutput<typeof StoredDay>;

/** What the seal of a day's closeouts is of. */
export const closeoutPlace = (day: string): Place => ["closeout", day];

/** The table key of a day. */
function dayKey(day: string): Key {
  return { event_id: PARTITIONS.closeouts, timestamp: day };
}

/** Reads a stored day, all of it; throws BrokenItem where any of it cannot be read. */
export function parseDay(item: unknown): StoredDay {
  return parseItem(StoredDay, item, "day");
}

/** Reads a stored day as far as it can be read: a count that is broken hides no money, and none of the other counts. */
export function seeDay(item: unknown): PartlyRead<StoredDay> {
  return readPartly(StoredDay, item, "day");
}

/** Reads a day, or undefined when no money is known of it. */
export async function readDay(table: Table, day: string): Promise<PartlyRead<StoredDay> | undefined> {
  const item = await readStoredDay(table, day);
  return item === undefined ? undefined : seeDay(item);
}

/** Reads a day as it is stored. */
export function readStoredDay(table: Table, day: string): Promise<unknown> {
  return table.get(dayKey(day));
}

/** What is on a day, without how it was counted: a count that cannot be read hides no money. */
const StoredCharters = v.pick(StoredDay, ["timestamp", "charters"]);
export type DayCharters = v.InferOutput<typeof StoredCharters>;

/** Reads the charters of the days of a span that money changed hands on, both ends included. */
export async function readDays(table: Table, first: string, last: string): Promise<ReadList<DayCharters>> {
  const items = await table.query({
    where: "#event_id = :partition AND #timestamp BETWEEN :first AND :last",
    values: { partition: PARTITIONS.closeouts, first, last },
  });
  const { found, broken } = readEach(items, (item) => ({ item, ...readPartly(StoredCharters, item, "day") }));
  // One name that cannot be read hides none of the others, and the day is told of as broken all the same.
  const partly = found.filter(({ unread }) => unread.size > 0);
  return {
    found: found.map(({ seen }) => seen),
    broken: [...broken, ...partly.map(({ item, unread }) => ({ item, fault: brokenParts(unread, "day") }))],
  };
}

/**
 * Notes that a charter has money of a day, and answers the day as it is stored. The same again changes nothing. Throws
 * BrokenPart where the day takes no note.
 */
export async function noteCharter(table: Table, day: string, slug: string): Promise<unknown> {
  const noted = await table.updateAndRead(dayKey(day), { add: [["charters", new Set([slug])]] });
  if (!noted.ok && noted.reason === "wrong-type") throw new BrokenPart("charters");
  if (!noted.ok) throw new Error(`A day could not be noted: ${noted.reason}.`);
  return noted.item;
}

/** Appends a closeout, sealed, unless the day has been closed since those before it were read; answers whether it was written. */
export async function appendCloseout(
  table: Table,
  day: string,
  unsealed: StoredCloseout,
  before: readonly StoredCloseout[],
): Promise<boolean> {
  const place = closeoutPlace(day);
  const closeout = seal(place, unsealed);
  const written = await table.update(dayKey(day), {
    append: [["closeouts", [closeout]]],
    set: [["closeouts_head", writeHead(headOf(place, [...before, closeout]))]],
    conditions: [before.length === 0 ? missing("closeouts") : hasSize("closeouts", "=", before.length)],
  });
  return written.ok;
}
