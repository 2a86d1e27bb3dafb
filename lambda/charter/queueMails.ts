import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import type { Update } from "../dynamodb/update.ts";
import type { Mails, OutboxMail } from "./waitingMail.ts";

/**
 * The kinds of item that mail waits on, each under its own state in the index of outboxes: a version that does not know one
 * would take its items for others.
 */
export const OUTBOX_STATES = { charter: "pending", signature: "signature", notice: "notice" } as const;

/** Puts mails into the outbox, as a part of the update of what causes them, and the item where the sweep looks. */
export function queueMails(mails: Mails, holder: keyof typeof OUTBOX_STATES = "charter"): Update {
  const entries = Object.entries(mails).map(([id, mail]) => [["outbox", id], mail] as const);
  return { set: [...entries, ...Object.entries(placeOf(mails, holder))] };
}

/** What a new item owes from the start. */
export function outboxOf(
  mails: Mails,
  holder: keyof typeof OUTBOX_STATES = "charter",
): Readonly<Record<string, unknown>> {
  return { outbox: mails, failed_mails: {}, ...placeOf(mails, holder) };
}

/** Tells whether there is room for more mails beside those that wait or were given up. */
export function hasRoomForMails({ outbox, failed_mails }: Owed, more: Mails): boolean {
  return itemBytes({ ...outbox, ...more }) + itemBytes(failed_mails) <= CHARTER_BUDGETS.mails.bytes;
}

interface Owed {
  readonly outbox: Mails;
  readonly failed_mails: Mails;
}

/** Where an item with these mails stands in the index of outboxes: by the first that is due, or nowhere. */
export function placeOf(
  mails: Readonly<Record<string, Pick<OutboxMail, "due">>>,
  holder: keyof typeof OUTBOX_STATES = "charter",
): Readonly<Record<string, string>> {
  const due = earliestDue(mails);
  return due === undefined ? {} : { outbox_state: OUTBOX_STATES[holder], outbox_due: due };
}

/** When the first of the mails is due. */
export function earliestDue(mails: Readonly<Record<string, Pick<OutboxMail, "due">>>): string | undefined {
  const [earliest] = Object.values(mails)
    .map(({ due }) => due)
    .sort();
  return earliest;
}
