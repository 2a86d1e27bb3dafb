import { shortId } from "../../rules/charter/shortId.ts";
import { nextBatch, type Telling } from "../charter/restMail.ts";
import type { StoredEvent } from "../charter/stored.ts";
import type { Mails } from "../charter/waitingMail.ts";

/** Who of a charter's patrons with an address hears of something by mail at once, told by the shorter of the two lists. */
export interface Reached {
  /** Those who do not. */
  readonly untold: string[];
  /** Those who do: where it is there, nobody else does. */
  readonly told?: string[];
  /** All others hear of it after them. A version that knows no such mail asks to call them. */
  readonly rest_told?: true;
}

/**
 * Makes the mails by which everybody who sails on a charter hears of something: as many as one update holds beside those to the
 * crew, and one that stands for the others (charter/restMail.ts).
 */
export function mailEverybody(
  event: Pick<StoredEvent, "patrons" | "outbox" | "failed_mails">,
  crew: Mails,
  telling: Telling,
  { origin, now }: { readonly origin: string; readonly now: Date },
): { readonly mails: Mails; readonly reached: Reached } {
  const { mails, told, rest } = nextBatch(event, telling, { after: "", at: now, origin, besides: crew });
  if (!rest) return { mails, reached: { untold: [] } };
  const untold = Object.entries(event.patrons).flatMap(([id, { email }]) =>
    email === null || told.includes(id) ? [] : [id],
  );
  const listed = untold.length <= told.length ? { untold } : { untold: [], told: told.map(shortId) };
  return { mails, reached: { ...listed, rest_told: true } };
}
