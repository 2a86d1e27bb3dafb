import type { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import {
  expectedCash,
  isUnseen,
  movementsOfDay,
  type CharterLedger,
  type DayMovement,
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
  readonly closeouts: StoredDay["closeouts"];
}

/** Shows a stored charter as its money alone. */
export function toLedger(event: StoredEvent): CharterLedger {
  return { slug: event.event_id, ledger: event.payment_log };
}

/** Reads a day: its item, and the charters that it names. */
export async function readDayBook({ table, config }: Services, day: string): Promise<DayBook> {
  const stored = await readDay(table, day);
  if (stored === undefined) return { day, movements: [], closeouts: [] };
  const charters = await readStoredEvents(table, [...stored.charters]);
  const movements = movementsOfDay(charters.map(toLedger), day, config.company.timeZone);
  return { day, movements, closeouts: stored.closeouts };
}

/** Shows a day to somebody: all of it, or what one crew member recorded. */
export function toCloseoutResponse(
  { day, movements, closeouts }: DayBook,
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
    lines: shown.map((movement) => ({ ...movement, after_closeout: last !== undefined && isUnseen(movement, seen) })),
    closeouts: closeouts.map(({ id, counted_at, crew, closed_by, closed_at }) => ({
      id,
      counted_at,
      closed_by,
      closed_at,
      crew: crew.filter((line) => theirs(line.crew)),
    })),
  };
}
