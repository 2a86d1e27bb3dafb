import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import type { Update } from "../dynamodb/update.ts";
import type { Mails } from "./waitingMail.ts";

/** Puts mails into the outbox, as a part of the update of what causes them, and the item where the sweep looks. */
export function queueMails(mails: Mails): Update {
  const entries = Object.entries(mails).map(([id, mail]) => [["outbox", id], mail] as const);
  return { set: [...entries, ...Object.entries(placeOf(mails))] };
}

/** What a new charter owes from the start. */
export function outboxOf(mails: Mails): Readonly<Record<string, unknown>> {
  return { outbox: mails, ...placeOf(mails) };
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
export function placeOf(mails: Mails): Readonly<Record<string, string>> {
  const due = earliestDue(mails);
  return due === undefined ? {} : { outbox_state: "pending", outbox_due: due };
}

/** When the first of the mails is due. */
export function earliestDue(mails: Mails): string | undefined {
  const [earliest] = Object.values(mails)
    .map(({ due }) => due)
    .sort();
  return earliest;
}
