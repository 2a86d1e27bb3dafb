import type { BrokenCharter } from "../../rules/contract/api/broken.ts";
import type { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import {
  expectedCash,
  isUnseen,
  movementsOfDay,
  newerOfDay,
  type DayMovement,
  type DayUnknown,
} from "../../rules/money/closeout.ts";
import { totalByMethod } from "../../rules/money/ledger.ts";
import { brokenCharters, toBrokenParts } from "../charter/broken.ts";
import { readLedgers } from "../charter/read.ts";
import { paymentPlace } from "../charter/sealed.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { countUnread, type Unread } from "../dynamodb/readPartly.ts";
import { headOf } from "../seals/head.ts";
import type { Services } from "../services.ts";
import { readDay, type StoredDay } from "./store.ts";

/** What is known of a day: what changed hands, and how it was counted. */
export interface DayBook {
  readonly day: string;
  readonly movements: readonly DayMovement[];
  /** What its charters are called, by slug. */
  readonly titles: ReadonlyMap<string, string>;
  /** What each of its charters' ledgers comes to, money of other days included. */
  readonly ledgers: NonNullable<StoredDay["closeouts"][number]["ledgers"]>;
  /** What a newer version wrote of it. */
  readonly newer: readonly DayUnknown[];
  /** Charters of it that cannot be read. */
  readonly broken: readonly BrokenCharter[];
  readonly closeouts: StoredDay["closeouts"];
  /** What of the day's own item cannot be. */
  readonly unread: Unread;
}

/** Reads a day: its item, and the charters that it names, as far as they can be read. */
export async function readDayBook(services: Services, day: string): Promise<DayBook> {
  const { table, config } = services;
  const stored = await readDay(table, day);
  if (stored === undefined)
    return {
      day,
      movements: [],
      titles: new Map(),
      ledgers: [],
      newer: [],
      broken: [],
      closeouts: [],
      unread: new Map(),
    };
  const { seen, unread } = countUnread(services, stored, "day");
  const charters = await readLedgers(table, [...seen.charters]);
  const ledgers = countBroken(services, charters);
  const { timeZone } = config.company;
  return {
    day,
    movements: movementsOfDay(ledgers, day, timeZone),
    titles: new Map(ledgers.map(({ slug, title }) => [slug, title])),
    ledgers: ledgers.map(({ home, ledger }) => ({ slug: home, ...headOf(paymentPlace(home), ledger) })),
    newer: newerOfDay(ledgers, day, timeZone),
    broken: brokenCharters(charters.broken),
    closeouts: seen.closeouts,
    unread,
  };
}

const UNCOUNTED = { patron: "", purpose: "charter", counts_cents: 0, after_closeout: false } as const;

/** Shows a day to somebody: all of it, or what one crew member recorded. */
export function toCloseoutResponse(
  { day, movements, titles, newer, broken, closeouts, unread }: DayBook,
  currency: string,
  only: string | undefined,
): CloseoutResponse {
  const theirs = (crew: string): boolean => only === undefined || crew === only;
  const shown = movements.filter(({ entry }) => theirs(entry.recorded_by));
  // Which of the counts is the last, nobody can say where one cannot be read.
  const last = unread.has("closeouts") ? undefined : closeouts.at(-1);
  const seen = new Set(last?.seen);
  const lines = [
    ...shown.map((movement) => ({ ...movement, after_closeout: last !== undefined && isUnseen(movement, seen) })),
    ...newer.filter(({ entry }) => theirs(entry.recorded_by)).map((line) => ({ ...line, ...UNCOUNTED })),
  ];
  return {
    day,
    currency,
    crew: [...expectedCash(shown)],
    methods: [...totalByMethod(shown)],
    lines,
    titles: Object.fromEntries(lines.map(({ slug }) => [slug, titles.get(slug) ?? slug])),
    broken: [...broken],
    broken_parts: toBrokenParts(unread),
    closeouts: closeouts.map(({ id, counted_at, crew, closed_by, closed_at }) => ({
      id,
      counted_at,
      closed_by,
      closed_at,
      crew: crew.filter((line) => theirs(line.crew)),
    })),
  };
}
