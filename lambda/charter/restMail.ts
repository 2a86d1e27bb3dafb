import { hasRoomForMails } from "./queueMails.ts";
import { newCallOffMails, newMovedMails, newRestMail } from "./newMails.ts";
import type { StoredEvent } from "./stored.ts";
import type { Mails, OutboxMail } from "./waitingMail.ts";

/** How many mails one update puts to wait: an expression may have 4 KB. */
const MAILS_PER_UPDATE = 40;

/** The mail that stands for those who are not told yet, of a move, a calling off or a reopening. */
export type RestMail = Extract<OutboxMail, { kind: "rest" }>;
/** Of what it is, and who is left out. */
export type Telling = Pick<RestMail, "of" | "cause" | "until" | "except">;

type Listed = Pick<StoredEvent, "patrons" | "outbox" | "failed_mails">;

/** Mails to patrons, in the order of their ids, and one that stands for all the others. */
export interface Batch {
  readonly mails: Mails;
  readonly told: readonly string[];
  /** Whether there are others. */
  readonly rest: boolean;
}

/**
 * Makes the next mails of a telling, as many as one update holds and there is room for beside `besides`. Where there are
 * others, one mail among them stands for these: it knows up to whom they are told, and gives way to the next batch.
 */
export function nextBatch(
  { patrons, outbox, failed_mails }: Listed,
  telling: Telling,
  {
    after,
    at,
    origin,
    besides = {},
  }: { readonly after: string; readonly at: Date; readonly origin: string; readonly besides?: Mails },
): Batch {
  const left = Object.entries(patrons)
    .filter(([id, { email, added_at }]) => email !== null && id > after && added_at <= at.toISOString())
    .map(([id]) => id)
    .filter((id) => id <= (telling.until ?? id) && telling.except?.includes(id) !== true)
    .sort();
  const made = (told: readonly string[]): Mails => ({
    ...besides,
    ...mailsOf(telling, told, origin, at),
    ...(told.length < left.length ? newRestMail(telling, told.at(-1) ?? after, origin, at) : {}),
  });
  // So many wait untried at most: whatever takes them back (events/callOff.ts) is one update, too.
  const waiting = Object.values(outbox).filter((mail) => isOf(mail, telling)).length;
  const told = left.slice(0, Math.max(0, MAILS_PER_UPDATE - 1 - waiting - Object.keys(besides).length));
  while (told.length > 0 && !hasRoomForMails({ outbox, failed_mails }, made(told))) told.pop();
  return { mails: made(told), told, rest: told.length < left.length };
}

function mailsOf({ of, cause }: Telling, patrons: readonly string[], origin: string, at: Date): Mails {
  if (of === "moved") return newMovedMails(cause, patrons, origin, at);
  if (of === "called-off" || of === "reopened") return newCallOffMails({ id: cause, kind: of }, patrons, origin, at);
  return {};
}

function isOf(mail: OutboxMail, { cause }: Telling): boolean {
  return ("move_id" in mail && mail.move_id === cause) || ("entry_id" in mail && mail.entry_id === cause);
}
