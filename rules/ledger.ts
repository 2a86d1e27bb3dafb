import type { LedgerEntry, Payment, Refund, Reversal } from "./api/payment.ts";

/** Sums a ledger, in cents: payments in, refunds out, and whatever a reversal names counts for nothing. */
export function balanceOf(ledger: readonly LedgerEntry[]): number {
  const reversed = reversedIds(ledger);
  return ledger.reduce((sum, entry) => sum + (reversed.has(entry.id) ? 0 : signedAmount(entry)), 0);
}

/** What one entry adds to the balance when it stands, in cents. A reversal itself adds nothing: it takes out another. */
export function signedAmount(entry: LedgerEntry): number {
  if (entry.kind === "payment") return entry.amount_cents;
  return entry.kind === "refund" ? -entry.amount_cents : 0;
}

/** The ids of entries that a reversal took out of the balance. */
function reversedIds(ledger: readonly LedgerEntry[]): ReadonlySet<string> {
  return new Set(ledger.flatMap((entry) => (entry.kind === "reversal" ? [entry.entry] : [])));
}

/** What is left to refund of a payment, in cents: its amount less its refunds that still stand. */
export function refundableCents(ledger: readonly LedgerEntry[], payment: Payment): number {
  const reversed = reversedIds(ledger);
  if (reversed.has(payment.id)) return 0;
  return ledger.reduce(
    (left, entry) =>
      entry.kind === "refund" && entry.payment === payment.id && !reversed.has(entry.id) ? left - entry.amount_cents : left,
    payment.amount_cents,
  );
}

export type LedgerDecision =
  | { readonly ok: true; readonly change_cents: number }
  | { readonly ok: false; readonly reason: "unknown-entry" | "already-reversed" | "not-a-payment" | "not-reversible" }
  | { readonly ok: false; readonly reason: "refund-too-large"; readonly refundable_cents: number }
  | { readonly ok: false; readonly reason: "payment-has-refunds" };

/** Decides whether a refund may be added, and by how much it changes the balance, in cents. */
export function decideRefund(ledger: readonly LedgerEntry[], refund: Pick<Refund, "payment" | "amount_cents">): LedgerDecision {
  const payment = ledger.find((entry) => entry.id === refund.payment);
  if (payment === undefined) return { ok: false, reason: "unknown-entry" };
  if (payment.kind !== "payment") return { ok: false, reason: "not-a-payment" };
  if (reversedIds(ledger).has(payment.id)) return { ok: false, reason: "already-reversed" };
  const refundable = refundableCents(ledger, payment);
  if (refund.amount_cents > refundable) return { ok: false, reason: "refund-too-large", refundable_cents: refundable };
  return { ok: true, change_cents: -refund.amount_cents };
}

/** Decides whether an entry may be reversed, and by how much that changes the balance, in cents. */
export function decideReversal(ledger: readonly LedgerEntry[], reversal: Pick<Reversal, "entry">): LedgerDecision {
  const entry = ledger.find((candidate) => candidate.id === reversal.entry);
  if (entry === undefined) return { ok: false, reason: "unknown-entry" };
  if (entry.kind === "reversal") return { ok: false, reason: "not-reversible" };
  if (reversedIds(ledger).has(entry.id)) return { ok: false, reason: "already-reversed" };
  if (entry.kind === "payment" && refundableCents(ledger, entry) !== entry.amount_cents) {
    return { ok: false, reason: "payment-has-refunds" };
  }
  return { ok: true, change_cents: -signedAmount(entry) };
}
