import { readBoard } from "../offline/board.ts";
import { placesOf } from "../offline/queue.ts";
import { authorOf } from "./authorOf.ts";

/**
 * When what waits goes out, as far as every browser holds to it: most send only while a page is open. One that has agreed to
 * send with no page open may be earlier, and then *Waiting* says so.
 */
const SENT_LATER = "It is sent as soon as this page has a signal.";

/** Says when a write that has just been made goes out: with a signal, or once a person has decided on what it waits for. */
export function sayLater(id: string, account: string): string {
  const hold = placesOf(readBoard().entries, account).find(({ entry }) => entry.write.id === id)?.hold;
  if (hold?.kind === "behind") {
    const { first } = hold;
    const goesWhen = first.refusal === null ? `${authorOf(first)} to sign in on this device` : "a decision";
    return `It goes after “${first.write.sentence}”, which waits for ${goesWhen}: see Waiting.`;
  }
  return hold === undefined ? SENT_LATER : "It waits for a decision: see Waiting.";
}
