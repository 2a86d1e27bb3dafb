import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import {
  balanceOf,
  isKnownEntry,
  movementsOf,
  totalByMethod,
  type MethodTotal,
  type Movement,
  type NewerEntry,
} from "../../rules/money/ledger.ts";

/** Lists a ledger's payments and refunds with what takes them out, newest first. */
export function ledgerLines(ledger: readonly LedgerEntry[]): readonly Movement[] {
  return [...movementsOf(ledger)].reverse();
}

/** Lists the entries that only a newer version can read, newest first. */
export function newerEntries(ledger: readonly LedgerEntry[]): readonly NewerEntry[] {
  return ledger.filter((entry): entry is NewerEntry => !isKnownEntry(entry)).reverse();
}

export interface LedgerTotals {
  readonly paid_cents: number;
  readonly tips_cents: number;
  readonly methods: readonly MethodTotal[];
  /** Whether money came by more than one way, or as a tip: else the totals by method say nothing new. */
  readonly worthSplitting: boolean;
}

/** Sums a ledger for its foot. */
export function ledgerTotals(ledger: readonly LedgerEntry[]): LedgerTotals {
  const methods = totalByMethod(movementsOf(ledger));
  const tips_cents = balanceOf(ledger, "tip");
  return { paid_cents: balanceOf(ledger), tips_cents, methods, worthSplitting: methods.length > 1 || tips_cents !== 0 };
}
