import { isDeepStrictEqual } from "node:util";

import type { Table } from "../dynamodb/table.ts";
import { exists, joinUpdates, stillHas, type Update } from "../dynamodb/update.ts";
import { countEntries } from "./partly.ts";
import { takePlaces } from "./places.ts";
import { readCharter, type Charter, type Reading } from "./readCharter.ts";
import { marksOf } from "./signedMarks.ts";
import { untilNotOvertaken, type Attempt } from "./untilNotOvertaken.ts";
import { isOvertaken, updateEvent } from "./update.ts";

/** Where signatures are counted. */
export interface Counted extends Reading {
  readonly clock: () => Date;
}

/**
 * Brings up to date what a charter's own item says of the signature records beside it: who of the list has signed, how many
 * others have, who has taken a place of the party by it, and how many mails about signatures were given up. The records are
 * what counts: the tally may lag behind them by a second, or until somebody opens the charter, and is never added to, but
 * counted anew.
 */
export async function retally(counting: Counted, slug: string): Promise<Tallied> {
  for (;;) {
    const { records, more } = await untilNotOvertaken(() => attemptTally(counting, slug));
    if (!more) return { records };
  }
}

/** How many signature records were read to count them. */
export interface Tallied {
  readonly records: number;
}

async function attemptTally(counting: Counted, slug: string): Promise<Attempt<Tallied & Pick<Tally, "more">>> {
  const charter = await readCharter(counting, slug);
  const tally = charter === undefined ? undefined : tallyOf(charter, counting.clock());
  const answer = { records: charter?.records ?? 0, more: tally?.more ?? false };
  return charter === undefined || tally === undefined || (await writeTally(counting.table, charter, tally))
    ? { answer }
    : "overtaken";
}

/** Writes a tally; false where somebody came between. */
export async function writeTally(table: Table, { event }: Charter, { update }: Tally): Promise<boolean> {
  return !isOvertaken(await updateEvent(table, event.seen.event_id, update));
}

/** What a tally makes of what else is stored: broken, each of them is made anew. */
const COUNTED = ["signed", "mail_failed", "signature_mails_failed", "tallied"] as const;

/** What counting comes to. */
export interface Tally {
  readonly update: Update;
  /** Whether it puts somebody on the list, and whether others are left for another turn. */
  readonly places: boolean;
  readonly more: boolean;
}

/** Counts what the tally has to become, to be written while nobody else has counted; undefined while it is right. */
export function tallyOf(charter: Charter, now: Date): Tally | undefined {
  const { event, signatures, signatureMails } = charter;
  const { failed } = signatureMails;
  const { seen, unread } = event;
  const placed = takePlaces(charter, now);
  const signed = marksOf({ ...seen.patrons, ...placed?.patrons }, signatures);
  const broken = COUNTED.some((attribute) => unread.has(attribute));
  const same = isDeepStrictEqual(signed, seen.signed) && failed === seen.signature_mails_failed;
  if (!broken && same && placed === undefined) return undefined;
  const update = joinUpdates(
    {
      // DynamoDB knows no empty set.
      ...(signed.size === 0 ? { remove: ["signed"] } : { set: [["signed", signed]] }),
      conditions: [
        exists("event_id"),
        ...(unread.has("tallied") ? [] : [stillHas("tallied", seen.tallied === 0 ? undefined : seen.tallied)]),
      ],
    },
    {
      set: [
        ["signature_mails_failed", failed],
        ["tallied", seen.tallied + 1],
      ],
    },
    broken
      ? { set: [["mail_failed", countEntries(event, "failed_mails") + failed]] }
      : { add: [["mail_failed", failed - seen.signature_mails_failed]] },
    placed?.update ?? {},
  );
  return { update, places: placed !== undefined, more: placed?.more ?? false };
}
