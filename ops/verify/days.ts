import { parseDay } from "../../lambda/closeouts/store.ts";
import { eventKey, parseEvent } from "../../lambda/charter/stored.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { count } from "../cli/words.ts";
import { kindOf } from "../data/kinds.ts";
import type { Line } from "../data/lines.ts";
import type { Mismatch } from "./findings.ts";
import { readAll } from "./readAll.ts";

const HOUR_MS = 3_600_000;
/** The clocks of the world's edges, in hours from UTC: an export does not tell the company's. */
const CLOCKS = [-12, 0, 14] as const;

/** A charter with money of days that do not name it. */
export interface Unnoted {
  readonly slug: string;
  /** Key of the charter's item. */
  readonly timestamp: string;
  readonly ids: readonly string[];
  /** Every day that one of these entries can be on. */
  readonly days: readonly string[];
}

/** Checks the days that money changed hands on against the ledgers: what a closeout reads, and what one has counted. */
export function verifyDays(lines: readonly Line[]): Mismatch[] {
  const { found: days, broken } = readAll(lines.filter(isDay), parseDay);
  const charters = readCharters(lines);
  const ids = new Set(charters.found.flatMap(({ read: { payment_log } }) => payment_log.map(({ id }) => id)));
  // A charter that cannot be read is told of elsewhere, and may hold any entry.
  const uncounted =
    charters.broken.length > 0
      ? []
      : days.flatMap(({ read: { timestamp: item, closeouts } }) =>
          closeouts.flatMap(({ closed_at, closed_by, seen }) => {
            const lost = seen.filter((id) => !ids.has(id));
            const text = `The closeout by ${closed_by} at ${closed_at} has counted ${count(lost.length, "entry that is", "entries that are")} in no ledger: ${lost.join(", ")}.`;
            return lost.length === 0 ? [] : [{ where: PARTITIONS.closeouts, item, text }];
          }),
        );
  const unnoted = findUnnoted(lines).map(({ slug, timestamp, ids: missing }) => ({
    where: slug,
    item: timestamp,
    text: `${count(missing.length, "entry is", "entries are")} noted on no day, so no closeout and no CSV shows them: ${missing.join(", ")}. ops -- adopt notes puts that right.`,
  }));
  return [...broken, ...uncounted, ...unnoted];
}

/** Finds the ledger entries whose day does not name their charter, as in a table that was there before this program. */
export function findUnnoted(lines: readonly Line[]): Unnoted[] {
  const days = readAll(lines.filter(isDay), parseDay).found;
  const noted = new Set(
    days.flatMap(({ read: { timestamp, charters } }) => [...charters].map((slug) => `${timestamp} ${slug}`)),
  );
  return readCharters(lines).found.flatMap(({ read: { event_id: slug, payment_log } }) => {
    const { timestamp } = eventKey(slug);
    const entries = payment_log.filter((entry) => !possibleDays(entry).some((day) => noted.has(`${day} ${slug}`)));
    if (entries.length === 0) return [];
    const wanted = new Set(entries.flatMap(possibleDays));
    return [{ slug, timestamp, ids: entries.map(({ id }) => id), days: [...wanted].sort() }];
  });
}

function isDay({ event_id }: Line): boolean {
  return event_id === PARTITIONS.closeouts;
}

function readCharters(lines: readonly Line[]) {
  return readAll(
    lines.filter((line) => kindOf(line) === "charter"),
    parseEvent,
  );
}

/** The day that is written with an entry, or all that its device can have meant: a note on a day without its money is harmless. */
function possibleDays({ day, timestamp: instant }: LedgerEntry): readonly string[] {
  if (day !== undefined) return [day];
  return [...new Set(CLOCKS.map((hours) => dateOf(new Date(Date.parse(instant) + hours * HOUR_MS).toISOString())))];
}
