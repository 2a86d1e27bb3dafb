import type { LedgerEntry } from "../contract/api/payment.ts";
import { foldName } from "../people/foldName.ts";
import { movementsOf } from "./ledger.ts";
import { coinCents } from "./money.ts";

interface Facts {
  readonly manifest: readonly { readonly id: string; readonly name: string }[];
  readonly ledger: readonly LedgerEntry[];
  /** What is still due, in cents; undefined where no price is agreed, or nobody can say. */
  readonly due: number | undefined;
  readonly currency: string;
}

/** Somebody on the list, and what is fair to ask of them, in cents; undefined where nothing is known to be due. */
export interface Share {
  readonly id: string;
  readonly name: string;
  readonly owes_cents: number | undefined;
}

/**
 * Splits what is due among those on the list so that in the end nobody has paid less than another could have been spared:
 * who has paid least pays first, up to what the next one has paid, and so on. Whoever has paid for others owes nothing. The
 * shares are whole coins, and come to what is due: the last to pay have the odd ones less.
 */
export function sharesOf({ manifest, ledger, due, currency }: Facts): readonly Share[] {
  const paid = paidByName(ledger);
  const people = manifest.map(({ id, name }) => ({ id, name, paid: paid.get(foldName(name)) ?? 0 }));
  if (due === undefined) return people.map(({ id, name }) => ({ id, name, owes_cents: undefined }));
  const coin = coinCents(currency);
  const level = levelFor(
    people.map((person) => person.paid),
    due,
  );
  let left = Math.max(0, due);
  return people.map(({ id, name, paid: given }) => {
    const owes_cents = Math.min(left, Math.ceil(Math.max(0, level - given) / coin) * coin);
    left -= owes_cents;
    return { id, name, owes_cents };
  });
}

/** What each has paid for the charter, refunds taken off; namesakes are one, as the ledger knows them by name alone. */
function paidByName(ledger: readonly LedgerEntry[]): ReadonlyMap<string, number> {
  const paid = new Map<string, number>();
  for (const { patron, purpose, counts_cents } of movementsOf(ledger)) {
    if (purpose === "charter") paid.set(foldName(patron), (paid.get(foldName(patron)) ?? 0) + counts_cents);
  }
  return paid;
}

/** Up to what everybody must pay, so that what is due comes together. */
function levelFor(paid: readonly number[], due: number): number {
  const sorted = [...paid].sort((a, b) => a - b);
  const reached = sorted.map((given, place) => {
    const before = sorted.slice(0, place + 1);
    return { given, level: (before.reduce((sum, one) => sum + one, 0) + due) / before.length };
  });
  // The most people whose common level is above what the last of them has paid.
  return reached.findLast(({ given, level }) => level > given)?.level ?? 0;
}
