import * as v from "valibot";

import { AMOUNT_MAX_CENTS } from "../amounts.ts";
import { CalendarDate, ClaimedInstant, Email, Id, Instant, Note, PersonName, Reason, Slug } from "./fields.ts";
import { orNewer, wordOrNewer } from "../newer.ts";

/** How money changed hands, in the order the form shows them. */
export const METHODS = ["card", "cash", "venmo", "zelle", "check", "other"] as const;
export type Method = (typeof METHODS)[number];

/** What money is for: the charter's price, or a tip on top, which never pays a cent of the price. */
export const PURPOSES = ["charter", "tip"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** How money was given, and what it was for, as stored and answered. Entries of the time before tips name no purpose. */
const StoredMethod = wordOrNewer(METHODS);
const StoredPurpose = v.optional(wordOrNewer(PURPOSES), "charter");
/** What a request may ask for is bounded, what has been written is not: a later version may have allowed more. */
const StoredCents = v.pipe(v.number(), v.integer());

const AmountCents = v.pipe(
  v.number(),
  v.integer("must be a whole number of cents"),
  v.minValue(1, "must be more than zero"),
  v.maxValue(AMOUNT_MAX_CENTS, `must be at most ${AMOUNT_MAX_CENTS} cents`),
);

/** `POST /api/payment/log`. `timestamp` is when the money changed hands by the device's clock: its word, and not the day of the money. `id` is of this charter alone. */
export const LogPaymentRequest = v.strictObject({
  id: Id,
  event: Slug,
  patron: PersonName,
  purpose: v.optional(v.picklist(PURPOSES), "charter"),
  amount_cents: AmountCents,
  method: v.picklist(METHODS),
  timestamp: ClaimedInstant,
  note: v.optional(Note, ""),
  /** Where a receipt goes at once; null for none. */
  receipt_to: v.optional(v.nullable(Email), null),
});
export type LogPaymentRequest = v.InferInput<typeof LogPaymentRequest>;

/** `POST /api/payment/refund`: money back, of one payment. `id` is of this charter alone. */
export const RefundRequest = v.strictObject({
  id: Id,
  event: Slug,
  payment: Id,
  amount_cents: AmountCents,
  method: v.picklist(METHODS),
  timestamp: ClaimedInstant,
  reason: Reason,
});
export type RefundRequest = v.InferOutput<typeof RefundRequest>;

/** `POST /api/payment/reversal`: an entry that should never have been written; no money moves. `id` is of this charter alone. */
export const ReversalRequest = v.strictObject({
  id: Id,
  event: Slug,
  entry: Id,
  timestamp: ClaimedInstant,
  reason: Reason,
});
export type ReversalRequest = v.InferOutput<typeof ReversalRequest>;

/** What every ledger entry has, of whatever kind. */
export const RECORDED = {
  id: Id,
  /** When it happened, by the device's clock. */
  timestamp: Instant,
  /** Who was signed in, by e-mail. */
  recorded_by: v.string(),
  /** When the server wrote it. */
  recorded_at: Instant,
  /** The day that its money belongs to, by the server's clock at the dock; older entries keep the device's. */
  day: v.optional(CalendarDate),
  /** Whether the cash of its day had been counted by then. */
  after_closeout: v.optional(v.literal(true)),
  /** Of all the rest, and of the charter that it is on (lambda/seals/seal.ts); older entries have none. */
  seal: v.optional(v.string()),
};

export const Payment = v.object({
  kind: v.literal("payment"),
  patron: v.string(),
  purpose: StoredPurpose,
  amount_cents: StoredCents,
  currency: v.string(),
  method: StoredMethod,
  note: v.string(),
  ...RECORDED,
});
export type Payment = v.InferOutput<typeof Payment>;

export const Refund = v.object({
  kind: v.literal("refund"),
  payment: Id,
  amount_cents: StoredCents,
  currency: v.string(),
  method: StoredMethod,
  reason: v.string(),
  ...RECORDED,
});
export type Refund = v.InferOutput<typeof Refund>;

export const Reversal = v.object({
  kind: v.literal("reversal"),
  entry: Id,
  reason: v.string(),
  ...RECORDED,
});
export type Reversal = v.InferOutput<typeof Reversal>;

/** One line of `payment_log`, as stored and as answered. Entries are appended, never edited, never deleted. */
export const LedgerEntry = orNewer("kind", [Payment, Refund, Reversal], RECORDED);
export type LedgerEntry = v.InferOutput<typeof LedgerEntry>;
/** What this version writes, and can count. */
export type KnownEntry = Payment | Refund | Reversal;

/** `POST /api/payment/receipt`: a receipt of a payment logged before, by mail. */
export const SendReceiptRequest = v.strictObject({ id: Id, event: Slug, payment: Id, to: Email });
export type SendReceiptRequest = v.InferOutput<typeof SendReceiptRequest>;

/** A receipt that was asked for. One asked for with its payment has the payment's id. */
export const Receipt = v.object({
  id: Id,
  payment: Id,
  to: v.string(),
  /** By e-mail. */
  requested_by: v.string(),
  requested_at: Instant,
  /** As a ledger entry's. */
  seal: v.optional(v.string()),
});
export type Receipt = v.InferOutput<typeof Receipt>;

/** `queued`: it waits, or has gone out since: nobody waits for Gmail. Versions before said `sent` when it was out already. */
const Notification = wordOrNewer(["sent", "queued"]);

/** The answer to asking for a receipt: 201 when asked now, 200 when the same request was made before. */
export const ReceiptResponse = v.object({ receipt: Receipt, notification: Notification });
export type ReceiptResponse = v.InferOutput<typeof ReceiptResponse>;

/** The answer to all three: 201 when written now, 200 when the same request was written before. */
export const LedgerResponse = v.object({
  entry: LedgerEntry,
  /** Paid for the charter, tips apart; null where the entry is written and the charter cannot be read. */
  balance_cents: v.nullable(v.pipe(v.number(), v.integer())),
  /** The admin's mail. */
  notification: Notification,
  /** The same of the receipt; `held`: not written, as too many were asked for at once. */
  receipt: wordOrNewer(["none", "sent", "queued", "held"]),
});
export type LedgerResponse = v.InferOutput<typeof LedgerResponse>;
