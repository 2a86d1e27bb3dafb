import type { CountedCash, CrewCash } from "../contract/api/closeout.ts";
import type { LedgerEntry } from "../contract/api/payment.ts";
import { movementsOf, type Movement, isKnownEntry, type NewerEntry } from "./ledger.ts";
import { moneyDay } from "./moneyDay.ts";
import { dayOf } from "../time/dockTime.ts";

/** A charter's money, as a day's closeout needs it. */
export interface CharterLedger {
  readonly slug: string;
  readonly ledger: readonly LedgerEntry[];
}

export interface DayMovement extends Movement {
  readonly slug: string;
}

/** Lists the money of a day, whichever charter it was for, in the order of the devices' clocks. */
export function movementsOfDay(
  charters: readonly CharterLedger[],
  day: string,
  timeZone: string,
): readonly DayMovement[] {
  return charters
    .flatMap(({ slug, ledger }) => movementsOf(ledger).map((movement) => ({ ...movement, slug })))
    .filter(({ entry }) => moneyDay(entry, timeZone) === day)
    .sort((a, b) => (a.entry.timestamp + a.entry.id < b.entry.timestamp + b.entry.id ? -1 : 1));
}

/** An entry that only a newer version can count, and the charter that it is on. */
export interface DayUnknown {
  readonly slug: string;
  readonly entry: NewerEntry;
}

/** Lists what a newer version wrote of a day. */
export function newerOfDay(charters: readonly CharterLedger[], day: string, timeZone: string): readonly DayUnknown[] {
  return charters.flatMap(({ slug, ledger }) =>
    ledger.flatMap((entry) =>
      isKnownEntry(entry) || dayOf(entry.timestamp, timeZone) !== day ? [] : [{ slug, entry }],
    ),
  );
}

/** Sums the cash that each crew member should have of a day: all who took or gave any, by e-mail. */
export function expectedCash(movements: readonly Movement[]): readonly CrewCash[] {
  const cash = movements.filter(({ entry }) => entry.method === "cash");
  const crew = [...new Set(cash.map(({ entry }) => entry.recorded_by))].sort();
  return crew.map((member) => {
    const theirs = cash.filter(({ entry }) => entry.recorded_by === member);
    return {
      crew: member,
      expected_cents: theirs.reduce((sum, { counts_cents }) => sum + counts_cents, 0),
      tip_cents: theirs.reduce((sum, { counts_cents, purpose }) => sum + (purpose === "tip" ? counts_cents : 0), 0),
    };
  });
}

/** The ids that a closeout has seen, so that what comes later is told from it: each entry, and what took it out. */
export function seenIds(movements: readonly Movement[]): readonly string[] {
  return movements.flatMap(({ entry, reversal }) => (reversal === undefined ? [entry.id] : [entry.id, reversal.id]));
}

/** Tells whether something came after what a closeout has seen: the entry, or its reversal. */
export function isUnseen(movement: Movement, seen: ReadonlySet<string>): boolean {
  return seenIds([movement]).some((id) => !seen.has(id));
}

export type CloseoutDecision =
  | { readonly ok: true }
  /** The ledgers say otherwise than what was counted against. */
  | { readonly ok: false; readonly reason: "moved-on" }
  | { readonly ok: false; readonly reason: "unexplained"; readonly crew: readonly string[] };

/** Decides whether a count closes a day: everybody with cash is in it, against what is expected now, differences explained. */
export function decideCloseout(expected: readonly CrewCash[], counted: readonly CountedCash[]): CloseoutDecision {
  const wanted = new Map(expected.map(({ crew, expected_cents }) => [crew, expected_cents]));
  const same =
    counted.length === wanted.size &&
    new Set(counted.map(({ crew }) => crew)).size === wanted.size &&
    counted.every(({ crew, expected_cents }) => wanted.get(crew) === expected_cents);
  if (!same) return { ok: false, reason: "moved-on" };
  const unexplained = counted.filter((line) => line.counted_cents !== line.expected_cents && line.reason === "");
  return unexplained.length === 0
    ? { ok: true }
    : { ok: false, reason: "unexplained", crew: unexplained.map(({ crew }) => crew) };
}
