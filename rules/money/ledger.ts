import {
  METHODS,
  PURPOSES,
  type KnownEntry,
  LedgerEntry,
  type Method,
  type Payment,
  type Purpose,
  type Refund,
  type Reversal,
} from "../contract/api/payment.ts";
import { isKnownKind, type Newer } from "../contract/newer.ts";

/** Money that changed hands: a payment or a refund, with what only the rest of its ledger tells. */
export interface Movement {
  readonly entry: Payment | Refund;
  /** Who paid; for a refund, who paid what is refunded. */
  readonly patron: string;
  /** A refund has its payment's. */
  readonly purpose: Purpose | Newer;
  /** In cents: payments in, refunds out, and 0 for what a reversal took out. */
  readonly counts_cents: number;
  readonly reversal: Reversal | undefined;
}

/** An entry of a newer version: what it moves is not known here. */
export type NewerEntry = Exclude<LedgerEntry, KnownEntry>;

/** Tells whether this version knows an entry's kind. */
export function isKnownEntry(entry: LedgerEntry): entry is KnownEntry {
  return isKnownKind(LedgerEntry, entry);
}

/** Lists the entries of a ledger that its sums here do not count: of a newer kind, or for something newer. */
export function uncountedEntries(ledger: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const purposes = new Map(movementsOf(ledger).map(({ entry, purpose }) => [entry.id, purpose]));
  return ledger.filter((entry) => {
    const purpose = purposes.get(entry.kind === "reversal" ? entry.entry : entry.id);
    return !isKnownEntry(entry) || (purpose !== undefined && !isKnownPurpose(purpose));
  });
}

function isKnownPurpose(purpose: Purpose | Newer): purpose is Purpose {
  return PURPOSES.some((known) => known === purpose);
}

/** Lists the payments and refunds of a ledger as they were written, each with the reversal that takes it out. What is newer moves nothing that is known. */
export function movementsOf(ledger: readonly LedgerEntry[]): readonly Movement[] {
  const reversals = new Map(
    ledger.flatMap((entry) => (entry.kind === "reversal" ? [[entry.entry, entry] as const] : [])),
  );
  const payments = new Map(ledger.flatMap((entry) => (entry.kind === "payment" ? [[entry.id, entry] as const] : [])));
  return ledger.flatMap((entry) => {
    if (entry.kind !== "payment" && entry.kind !== "refund") return [];
    const payment = entry.kind === "payment" ? entry : payments.get(entry.payment);
    const reversal = reversals.get(entry.id);
    return [
      {
        entry,
        reversal,
        patron: payment?.patron ?? "a patron",
        purpose: payment?.purpose ?? "charter",
        counts_cents: reversal === undefined ? signedAmount(entry) : 0,
      },
    ];
  });
}

/** Sums a ledger, in cents: what stands as paid for the charter, or given as tips. Neither counts into the other. */
export function balanceOf(ledger: readonly LedgerEntry[], purpose: Purpose = "charter"): number {
  return movementsOf(ledger).reduce(
    (sum, movement) => sum + (movement.purpose === purpose ? movement.counts_cents : 0),
    0,
  );
}

export interface MethodTotal {
  readonly method: Method | Newer;
  readonly charter_cents: number;
  readonly tip_cents: number;
}

/** Sums what stands by the method that it changed hands with, in the form's order, newer ones last; methods that nobody used are left out. */
export function totalByMethod(movements: readonly Movement[]): readonly MethodTotal[] {
  const methods = new Set<Method | Newer>([...METHODS, ...movements.map(({ entry }) => entry.method)]);
  return [...methods].flatMap((method) => {
    const standing = movements.filter(({ entry, reversal }) => entry.method === method && reversal === undefined);
    const sum = (wanted: Purpose): number =>
      standing.reduce((cents, { purpose, counts_cents }) => cents + (purpose === wanted ? counts_cents : 0), 0);
    return standing.length === 0 ? [] : [{ method, charter_cents: sum("charter"), tip_cents: sum("tip") }];
  });
}

/** What one entry moves when it stands, in cents. A reversal itself moves nothing: it takes out another. */
export function signedAmount(entry: LedgerEntry): number {
  if (entry.kind === "payment") return entry.amount_cents;
  return entry.kind === "refund" ? -entry.amount_cents : 0;
}

/** What money in or out changes of what is paid for the charter, in cents: a tip changes nothing. */
export function changeOf(purpose: Purpose | Newer, cents: number): number {
  return purpose === "charter" ? cents : 0;
}

/** What is still due of an agreed price, in cents; less than zero when overpaid, undefined while none is agreed. */
export function dueCents(price: number | null, paidCents: number): number | undefined {
  return price === null ? undefined : price - paidCents;
}

/**
 * What is paid for a charter, in cents: its ledger's sum. Where a newer version wrote into the ledger it is the stored total,
 * which every version keeps in the same update as its entry: it counts what this one cannot.
 */
export function paidCents(ledger: readonly LedgerEntry[], stored: number): number {
  return uncountedEntries(ledger).length === 0 ? balanceOf(ledger) : stored;
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
      entry.kind === "refund" && entry.payment === payment.id && !reversed.has(entry.id)
        ? left - entry.amount_cents
        : left,
    payment.amount_cents,
  );
}

export type LedgerDecision =
  | { readonly ok: true; readonly change_cents: number }
  | { readonly ok: false; readonly reason: "unknown-entry" | "already-reversed" | "not-a-payment" | "not-reversible" }
  /** A newer version wrote it, or wrote about it: what is left of it is not known here. */
  | { readonly ok: false; readonly reason: "newer" }
  | { readonly ok: false; readonly reason: "refund-too-large"; readonly refundable_cents: number }
  | { readonly ok: false; readonly reason: "payment-has-refunds" };

/** Decides whether a refund may be added, and by how much it changes what is paid for the charter, in cents. */
export function decideRefund(
  ledger: readonly LedgerEntry[],
  refund: Pick<Refund, "payment" | "amount_cents">,
): LedgerDecision {
  const payment = ledger.find((entry) => entry.id === refund.payment);
  if (payment === undefined) return { ok: false, reason: "unknown-entry" };
  if (isNewerMatter(ledger, payment)) return { ok: false, reason: "newer" };
  if (payment.kind !== "payment") return { ok: false, reason: "not-a-payment" };
  if (reversedIds(ledger).has(payment.id)) return { ok: false, reason: "already-reversed" };
  const refundable = refundableCents(ledger, payment);
  if (refund.amount_cents > refundable) return { ok: false, reason: "refund-too-large", refundable_cents: refundable };
  return { ok: true, change_cents: changeOf(payment.purpose, -refund.amount_cents) };
}

/** Decides whether an entry may be reversed, and by how much that changes what is paid for the charter, in cents. */
export function decideReversal(ledger: readonly LedgerEntry[], reversal: Pick<Reversal, "entry">): LedgerDecision {
  const entry = ledger.find((candidate) => candidate.id === reversal.entry);
  if (entry === undefined) return { ok: false, reason: "unknown-entry" };
  if (isNewerMatter(ledger, entry)) return { ok: false, reason: "newer" };
  if (entry.kind === "reversal") return { ok: false, reason: "not-reversible" };
  if (reversedIds(ledger).has(entry.id)) return { ok: false, reason: "already-reversed" };
  if (entry.kind === "payment" && refundableCents(ledger, entry) !== entry.amount_cents) {
    return { ok: false, reason: "payment-has-refunds" };
  }
  const purpose = purposeOf(ledger, entry);
  return { ok: true, change_cents: changeOf(purpose, -signedAmount(entry)) };
}

function purposeOf(ledger: readonly LedgerEntry[], entry: LedgerEntry): Purpose | Newer {
  return movementsOf(ledger).find((movement) => movement.entry.id === entry.id)?.purpose ?? "charter";
}

/** Whatever a newer entry names, however deep in it, may have been given back by it, or taken out. */
function isNewerMatter(ledger: readonly LedgerEntry[], entry: LedgerEntry): boolean {
  if (!isKnownEntry(entry) || !isKnownPurpose(purposeOf(ledger, entry))) return true;
  return ledger.some((other) => !isKnownEntry(other) && JSON.stringify(other).includes(entry.id));
}
