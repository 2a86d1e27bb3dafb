import type { LedgerEntry, Payment, Refund, Reversal } from "../../rules/api/payment.ts";

export interface LedgerLine {
  readonly entry: Payment | Refund;
  /** Who paid; for a refund, who paid what is refunded. */
  readonly patron: string;
  readonly reversal: Reversal | undefined;
}

/** Puts each reversal with the entry it takes out, newest entry first. */
export function ledgerLines(ledger: readonly LedgerEntry[]): readonly LedgerLine[] {
  const reversals = new Map(ledger.flatMap((entry) => (entry.kind === "reversal" ? [[entry.entry, entry] as const] : [])));
  const patrons = new Map(ledger.flatMap((entry) => (entry.kind === "payment" ? [[entry.id, entry.patron] as const] : [])));
  return ledger
    .flatMap((entry) => {
      if (entry.kind === "reversal") return [];
      const patron = entry.kind === "payment" ? entry.patron : (patrons.get(entry.payment) ?? "a patron");
      return [{ entry, patron, reversal: reversals.get(entry.id) }];
    })
    .reverse();
}
