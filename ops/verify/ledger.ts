import type { StoredEvent } from "../../lambda/charter/stored.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import {
  decideRefund,
  decideReversal,
  isKnownEntry,
  paidCents,
  type LedgerDecision,
} from "../../rules/money/ledger.ts";
import { count } from "../cli/words.ts";
import type { Problem } from "./findings.ts";

/** The sets beside a ledger that keep an entry from being logged, and reversed, twice. */
export interface LedgerIds {
  readonly entry_ids: ReadonlySet<string>;
  readonly reversed_ids: ReadonlySet<string>;
}

/** Recomputes all that follows from a charter's ledger, and says what is stored otherwise. */
export function verifyLedger({ payment_log: ledger, paid_cents, currency }: StoredEvent, ids: LedgerIds): Problem[] {
  const reversed = ledger.flatMap((entry) => (entry.kind === "reversal" ? [entry.entry] : []));
  // What a newer entry takes out is not known here, only that something did.
  const known = ledger.every(isKnownEntry);
  return [
    ...findTwins(ledger),
    ...findForbidden(ledger),
    ...findCurrencies(ledger, currency),
    ...checkTotal(paid_cents, paidCents(ledger, paid_cents), currency),
    ...checkIds(
      ids.entry_ids,
      ledger.map(({ id }) => id),
      {
        missing: "missing from its set of ids: a retry would log them again",
        extra: "gone from the ledger: its set of ids still names them",
      },
    ),
    ...checkIds(ids.reversed_ids, known ? reversed : [...reversed, ...ids.reversed_ids], {
      missing: "reversed, and missing from its set of reversed ids: they could be reversed again",
      extra: "in its set of reversed ids, and no entry reverses them",
    }),
  ];
}

function findTwins(ledger: readonly LedgerEntry[]): Problem[] {
  const twins = ledger.filter((entry, index) => ledger.findIndex(({ id }) => id === entry.id) < index);
  return twins.map((entry) => ({ text: `The ${describe(entry)} is in the ledger twice.` }));
}

/** Goes through the ledger as it was written: each correction must have been allowed when it came. */
function findForbidden(ledger: readonly LedgerEntry[]): Problem[] {
  return ledger.flatMap((entry, index) => {
    const decision = decide(ledger.slice(0, index), entry);
    return decision === undefined || decision.ok || decision.reason === "newer"
      ? []
      : [{ text: `The ${describe(entry)} should not be there: ${REASONS[decision.reason]}.` }];
  });
}

function decide(before: readonly LedgerEntry[], entry: LedgerEntry): LedgerDecision | undefined {
  if (!isKnownEntry(entry) || entry.kind === "payment") return undefined;
  return entry.kind === "refund" ? decideRefund(before, entry) : decideReversal(before, entry);
}

/** What a newer version wrote about is for that version to judge. */
type Forbidden = Exclude<Extract<LedgerDecision, { ok: false }>["reason"], "newer">;

const REASONS: Readonly<Record<Forbidden, string>> = {
  "unknown-entry": "what it names is not in the ledger before it",
  "already-reversed": "what it names was reversed before",
  "not-a-payment": "what it names is no payment",
  "not-reversible": "it reverses a reversal",
  "refund-too-large": "it is more than was left of its payment",
  "payment-has-refunds": "it reverses a payment that has refunds",
};

function findCurrencies(ledger: readonly LedgerEntry[], currency: string): Problem[] {
  const used = new Set(
    ledger.flatMap((entry) => (entry.kind === "payment" || entry.kind === "refund" ? [entry.currency] : [])),
  );
  // An adopted charter names none; its ledger's is as good.
  if (currency !== "") used.add(currency);
  return used.size <= 1
    ? []
    : [{ text: `Its amounts are in ${[...used].sort().join(" and ")}: no total of them means anything.` }];
}

function checkTotal(stored: number, computed: number, currency: string): Problem[] {
  if (stored === computed) return [];
  const [was, is] = [money(stored, currency), money(computed, currency)];
  return [{ text: `Its stored total is ${was}, and its ledger adds up to ${is}.`, stored: was, computed: is }];
}

function checkIds(
  stored: ReadonlySet<string>,
  computed: readonly string[],
  words: { missing: string; extra: string },
): Problem[] {
  const wanted = new Set(computed);
  const missing = [...wanted].filter((id) => !stored.has(id));
  const extra = [...stored].filter((id) => !wanted.has(id));
  return [
    ...(missing.length === 0 ? [] : [{ text: `${entriesAre(missing)} ${words.missing}: ${missing.join(", ")}.` }]),
    ...(extra.length === 0 ? [] : [{ text: `${entriesAre(extra)} ${words.extra}: ${extra.join(", ")}.` }]),
  ];
}

function entriesAre(ids: readonly string[]): string {
  return count(ids.length, "entry is", "entries are");
}

function describe(entry: LedgerEntry): string {
  const amount =
    entry.kind === "payment" || entry.kind === "refund" ? ` of ${money(entry.amount_cents, entry.currency)}` : "";
  return `${entry.kind}${amount} recorded at ${entry.recorded_at} (${entry.id})`;
}

/** Not formatMoney: what is stored may be no currency and no whole number. */
function money(cents: number, currency: string): string {
  return `${(cents / 100).toFixed(2)} ${currency}`.trimEnd();
}
