import { isDeepStrictEqual } from "node:util";

import { exists, stillHas, type Update } from "../dynamodb/update.ts";
import { readCharter, type Charter, type Reading } from "./readCharter.ts";
import { marksOf } from "./signedMarks.ts";
import { eventKey } from "./stored.ts";
import { untilNotOvertaken } from "./untilNotOvertaken.ts";

/**
 * Brings up to date what a charter's own item says of the signature records beside it: who of the list has signed, how many
 * others have, and how many mails about signatures were given up. The records are what counts: the tally may lag behind them
 * by a second, or until somebody opens the charter, and is never added to, but counted anew.
 */
export async function retally(reading: Reading, slug: string): Promise<void> {
  await untilNotOvertaken(async () => {
    const charter = await readCharter(reading, slug);
    const update = charter === undefined ? undefined : tallyUpdate(charter);
    if (update === undefined) return { answer: undefined };
    return (await reading.table.update(eventKey(slug), update)).ok ? { answer: undefined } : "overtaken";
  });
}

/** Writes what the tally has to become, while nobody else has counted; undefined while it is right. */
export function tallyUpdate({ event, signatures, signatureMails }: Charter): Update | undefined {
  const signed = marksOf(event.patrons, signatures);
  const { failed } = signatureMails;
  if (isDeepStrictEqual(signed, event.signed) && failed === event.signature_mails_failed) return undefined;
  return {
    // DynamoDB knows no empty set.
    ...(signed.size === 0 ? { remove: ["signed"] } : {}),
    set: [
      ...(signed.size === 0 ? [] : [["signed", signed] as const]),
      ["signature_mails_failed", failed],
      ["tallied", event.tallied + 1],
    ],
    add: [["mail_failed", failed - event.signature_mails_failed]],
    conditions: [exists("event_id"), stillHas("tallied", event.tallied === 0 ? undefined : event.tallied)],
  };
}
