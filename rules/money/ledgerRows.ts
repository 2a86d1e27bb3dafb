import type { LedgerEntry } from "../contract/api/payment.ts";
import type { CharterLedger } from "./closeout.ts";
import { dateOf } from "../time/dates.ts";
import { movementsOf, signedAmount, type Movement, isKnownEntry } from "./ledger.ts";
import { plainAmount } from "./money.ts";
import { moneyDay } from "./moneyDay.ts";

/** The columns of the ledger's export, in their order. */
export const LEDGER_COLUMNS = [
  "charter",
  "charter_date",
  "day",
  "patron",
  "kind",
  "purpose",
  "method",
  "amount",
  "currency",
  "recorded_by",
  "device_time",
  "server_time",
  "note",
  "id",
  "corrects",
  "after_closeout",
] as const;
export type LedgerRow = Readonly<Record<(typeof LEDGER_COLUMNS)[number], string>>;

/**
 * Lists every ledger entry of a span of days, one row each, in the order of the devices' clocks. Amounts are signed, and a reversal has
 * the amount of what it takes out, turned around: so the column adds up, whatever was corrected.
 */
export function ledgerRows(
  charters: readonly CharterLedger[],
  first: string,
  last: string,
  timeZone: string,
): readonly LedgerRow[] {
  return charters
    .flatMap((charter) => {
      const movements = new Map(movementsOf(charter.ledger).map((movement) => [movement.entry.id, movement]));
      return charter.ledger.map((entry) => toRow(charter.slug, entry, movements, moneyDay(entry, timeZone)));
    })
    .filter(({ day }) => day >= first && day <= last)
    .sort((a, b) => (a.device_time + a.id < b.device_time + b.id ? -1 : 1));
}

const EMPTY = Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, ""])) as LedgerRow;

/** Says in the export itself what it lacks, first of all: a charter or a day of which not all can be read. */
export function brokenRows(
  charters: readonly { readonly slug: string; readonly date: string }[],
  days: readonly string[],
): readonly LedgerRow[] {
  const note = "Not all of it can be read: what cannot is missing here.";
  return [
    ...charters.map(({ slug, date }) => ({ ...EMPTY, charter: slug, charter_date: date, kind: "missing", note })),
    ...days.map((day) => ({ ...EMPTY, day, kind: "missing", note })),
  ];
}

function toRow(slug: string, entry: LedgerEntry, movements: ReadonlyMap<string, Movement>, day: string): LedgerRow {
  const movement = movements.get(entry.kind === "reversal" ? entry.entry : entry.id);
  const money = movement?.entry;
  const cents = entry.kind === "reversal" ? -(money === undefined ? 0 : signedAmount(money)) : signedAmount(entry);
  return {
    charter: slug,
    charter_date: dateOf(slug),
    day,
    patron: movement?.patron ?? "",
    kind: entry.kind,
    purpose: movement?.purpose ?? "",
    method: money?.method ?? "",
    amount: isKnownEntry(entry) ? plainAmount(cents, money?.currency ?? "") : "",
    currency: money?.currency ?? "",
    recorded_by: entry.recorded_by,
    device_time: entry.timestamp,
    server_time: entry.recorded_at,
    note: noteOf(entry),
    id: entry.id,
    corrects: correctedBy(entry),
    after_closeout: isKnownEntry(entry) && entry.after_closeout === true ? "yes" : "",
  };
}

function noteOf(entry: LedgerEntry): string {
  if (!isKnownEntry(entry)) return "Written by a newer version: its amount is not known here.";
  return entry.kind === "payment" ? entry.note : entry.reason;
}

function correctedBy(entry: LedgerEntry): string {
  if (!isKnownEntry(entry) || entry.kind === "payment") return "";
  return entry.kind === "refund" ? entry.payment : entry.entry;
}
