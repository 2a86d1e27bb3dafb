import * as v from "valibot";

import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { Instant } from "../../rules/contract/api/fields.ts";
import type { LedgerEntry, Receipt } from "../../rules/contract/api/payment.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { ROSTER_NEWS } from "../../rules/crew/roster.ts";
import { FIRST_LEASE_MS } from "../../rules/mail/retries.ts";
import { REMINDER_KINDS } from "../../rules/mail/reminders.ts";

/** What every waiting mail has, whatever it says. */
const waiting = {
  /** Tries begun, the present one included. */
  tries: v.number(),
  /** Nobody else tries before this instant. */
  due: Instant,
  created_at: Instant,
  /** What links in the mail start with. */
  origin: v.string(),
};

/**
 * A mail that must still go out, as it lies in the map `outbox` of its charter. It says what the mail is about, never
 * what it says: mail/compose.ts writes it from the charter when it is sent.
 */
export const OutboxMail = v.variant("kind", [
  v.object({ kind: v.picklist(["payment", "refund", "reversal"]), entry_id: v.string(), ...waiting }),
  /** To a crew member, about their place on the charter. */
  v.object({ kind: v.literal("roster"), to: v.string(), news: v.picklist(ROSTER_NEWS), ...waiting }),
  /** To a patron who has not signed; to whichever address they have when it is sent. */
  v.object({ kind: v.literal("reminder"), patron_id: v.string(), which: v.picklist(REMINDER_KINDS), ...waiting }),
  /** To the admin, about a departure at no go. */
  v.object({ kind: v.literal("override"), departure_id: v.string(), ...waiting }),
  v.object({ kind: v.literal("receipt"), entry_id: v.string(), to: v.string(), ...waiting }),
  /** About a signature, with its PDF: to the admin, and a copy to whoever signed. */
  v.object({ kind: v.picklist(["signature", "copy"]), signature_id: v.string(), signed_at: Instant, ...waiting }),
]);
export type OutboxMail = v.InferOutput<typeof OutboxMail>;

/** Makes the mail about a ledger entry, leased to the request that writes both. Its id in the map is the entry's. */
export function newLedgerMail(entry: LedgerEntry, origin: string, now: Date): OutboxMail {
  return { kind: entry.kind, entry_id: entry.id, ...leased(origin, now) };
}

/** Makes the mail that takes a receipt to whoever paid. */
export function newReceiptMail(receipt: Receipt, origin: string, now: Date): OutboxMail {
  return { kind: "receipt", entry_id: receipt.payment, to: receipt.to, ...leased(origin, now) };
}

/** The id of a receipt's mail: never that of the payment's own mail, even where both have one id. */
export function receiptMailId(receipt: Pick<Receipt, "id">): string {
  return `receipt-${receipt.id}`;
}

/**
 * Makes a mail about a signature. Nobody on the dock waits for Gmail, so it is not leased to the request: the next
 * sweep, within a minute, tries it first.
 */
export function newSignatureMail(
  kind: "signature" | "copy",
  { id, signed_at }: SignatureRecord,
  origin: string,
  now: Date,
): OutboxMail {
  return { kind, signature_id: id, signed_at, ...leftToSweep(origin, now) };
}

/** Makes the mail about a departure at no go. The lines are let go by then: nobody waits for this one either. */
export function newOverrideMail({ id }: Pick<DepartureEntry, "id">, origin: string, now: Date): OutboxMail {
  return { kind: "override", departure_id: id, ...leftToSweep(origin, now) };
}

/** The id of the mail about a departure at no go. */
export function overrideMailId({ id }: Pick<DepartureEntry, "id">): string {
  return `override-${id}`;
}

function leftToSweep(origin: string, now: Date): Pick<OutboxMail, keyof typeof waiting> {
  const at = now.toISOString();
  return { tries: 0, due: at, created_at: at, origin };
}

/** What a mail begins with that the request which writes it also tries first. */
function leased(origin: string, now: Date): Pick<OutboxMail, keyof typeof waiting> {
  return { tries: 1, due: leaseFrom(now), created_at: now.toISOString(), origin };
}

/** Until when whoever tries now has the mail to itself. */
export function leaseFrom(now: Date): string {
  return new Date(now.getTime() + FIRST_LEASE_MS).toISOString();
}
