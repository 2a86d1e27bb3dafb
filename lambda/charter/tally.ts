import { isDeepStrictEqual } from "node:util";

import { exists, joinUpdates, stillHas, type Update } from "../dynamodb/update.ts";
import { countEntries } from "./partly.ts";
import { readCharter, type Charter, type Reading } from "./readCharter.ts";
import { marksOf } from "./signedMarks.ts";
import { eventKey } from "./stored.ts";
import { untilNotOvertaken } from "./untilNotOvertaken.ts";

/**
 * Brings up to date what a charter's own item says of the signature records beside it: who of the list has signed, how many
 * others have, and how many mails about signatures were given up. The records are what counts: the tally may lag behind them
 * by a second, or until somebody opens the charter, and is never added to, but counted anew.
 */
export function retally(reading: Reading, slug: string): Promise<Tallied> {
  return untilNotOvertaken(async () => {
    const charter = await readCharter(reading, slug);
    const answer = { records: charter === undefined ? 0 : charter.records };
    const update = charter === undefined ? undefined : tallyUpdate(charter);
    if (charter === undefined || update === undefined) return { answer };
    return (await reading.table.update(eventKey(charter.event.seen.event_id), update)).ok ? { answer } : "overtaken";
  });
}

/** How many signature records were read to count them. */
export interface Tallied {
  readonly records: number;
}

/** What a tally makes of what else is stored: broken, each of them is made anew. */
const COUNTED = ["signed", "mail_failed", "signature_mails_failed", "tallied"] as const;

/** Writes what the tally has to become, while nobody else has counted; undefined while it is right. */
export function tallyUpdate({ event, signatures, signatureMails: { failed } }: Charter): Update | undefined {
  const { seen, unread } = event;
  const signed = marksOf(seen.patrons, signatures);
  const broken = COUNTED.some((attribute) => unread.has(attribute));
  if (!broken && isDeepStrictEqual(signed, seen.signed) && failed === seen.signature_mails_failed) return undefined;
  return joinUpdates(
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
  );
}
