import type { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import {
  expectedCash,
  isUnseen,
  movementsOfDay,
  newerOfDay,
  type CharterLedger,
  type DayMovement,
  type DayUnknown,
} from "../../rules/money/closeout.ts";
import { totalByMethod } from "../../rules/money/ledger.ts";
import { readStoredEvents } from "../charter/read.ts";
import type { StoredEvent } from "../charter/stored.ts";
import type { Services } from "../services.ts";
import { readDay, type StoredDay } from "./store.ts";

/** What is known of a day: what changed hands, and how it was counted. */
export interface DayBook {
  readonly day: string;
  readonly movements: readonly DayMovement[];
  /** What a newer version wrote of it. */
  readonly newer: readonly DayUnknown[];
  readonly closeouts: StoredDay["closeouts"];
}

/** Shows a stored charter as its money alone. */
export function toLedger(event: StoredEvent): CharterLedger {
  return { slug: event.event_id, ledger: event.payment_log };
}

/** Reads a day: its item, and the charters that it names. */
export async function readDayBook({ table, config }: Services, day: string): Promise<DayBook> {
  const stored = await readDay(table, day);
  if (stored === undefined) return { day, movements: [], newer: [], closeouts: [] };
  const charters = await readStoredEvents(table, [...stored.charters]);
  const ledgers = charters.map(toLedger);
  const { timeZone } = config.company;
  return {
    day,
    movements: movementsOfDay(ledgers, day, timeZone),
    newer: newerOfDay(ledgers, day, timeZone),
    closeouts: stored.closeouts,
  };
}

const UNCOUNTED = { patron: "", purpose: "charter", counts_cents: 0, after_closeout: false } as const;

/** Shows a day to somebody: all of it, or what one crew member recorded. */
export function toCloseoutResponse(
  { day, movements, newer, closeouts }: DayBook,
  currency: string,
  only: string | undefined,
): CloseoutResponse {
  const theirs = (crew: string): boolean => only === undefined || crew === only;
  const shown = movements.filter(({ entry }) => theirs(entry.recorded_by));
  const last = closeouts.at(-1);
  const seen = new Set(last?.seen);
  return {
    day,
    currency,
    crew: [...expectedCash(shown)],
    methods: [...totalByMethod(shown)],
    lines: [
      ...shown.map((movement) => ({ ...movement, after_closeout: last !== undefined && isUnseen(movement, seen) })),
      ...newer.filter(({ entry }) => theirs(entry.recorded_by)).map((line) => ({ ...line, ...UNCOUNTED })),
    ],
    closeouts: closeouts.map(({ id, counted_at, crew, closed_by, closed_at }) => ({
      id,
      counted_at,
      closed_by,
      closed_at,
      crew: crew.filter((line) => theirs(line.crew)),
    })),
  };
}
