import { shortId } from "../../rules/charter/shortId.ts";
import { hasRoomForMails } from "../charter/queueMails.ts";
import type { StoredEvent } from "../charter/stored.ts";
import type { Mails } from "../charter/waitingMail.ts";

/** How many mails one update puts to wait: an expression may have 4 KB. */
const MAILS_PER_UPDATE = 40;

/** Who of a charter's patrons with an address hears of something by mail, told by the shorter of the two lists. */
export interface Reached {
  /** Those who do not. */
  readonly untold: string[];
  /** Those who do: where it is there, nobody else does. */
  readonly told?: string[];
}

/**
 * Makes the mails by which everybody who sails on a charter hears of something, as far as there is room for them beside
 * those to the crew. `mailsTo` makes those to these patrons.
 */
export function mailEverybody(
  event: Pick<StoredEvent, "patrons" | "outbox" | "failed_mails">,
  crew: Mails,
  mailsTo: (patrons: readonly string[]) => Mails,
): { readonly mails: Mails; readonly reached: Reached } {
  const patrons = Object.entries(event.patrons).flatMap(([id, { email }]) => (email === null ? [] : [id]));
  const told = patrons.slice(0, Math.max(0, MAILS_PER_UPDATE - Object.keys(crew).length));
  while (told.length > 0 && !hasRoomForMails(event, { ...crew, ...mailsTo(told) })) told.pop();
  const untold = patrons.slice(told.length);
  return {
    mails: { ...crew, ...mailsTo(told) },
    reached: untold.length <= told.length ? { untold } : { untold: [], told: told.map(shortId) },
  };
}
