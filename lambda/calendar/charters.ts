import * as v from "valibot";

import type { BrokenCharter } from "../../rules/contract/api/broken.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { queryMonth } from "../charter/byMonth.ts";
import { addDays, dateOf, monthsBetween } from "../../rules/time/dates.ts";
import type { StoredAccount } from "../accounts/store.ts";
import { parseItem } from "../dynamodb/items.ts";
import { countBroken, readEach } from "../dynamodb/readEach.ts";
import { readPartly } from "../dynamodb/readPartly.ts";
import { brokenCharters } from "../charter/broken.ts";
import type { Services } from "../services.ts";
import { StoredSummary } from "../charter/stored.ts";
import type { CalendarCharter } from "./ics.ts";

const DAYS_BACK = 30;
const DAYS_AHEAD = 366;
const ATTRIBUTES = [
  "event_id",
  "timestamp",
  "title",
  "first_name",
  "starts_at",
  "vessel",
  "status",
  "crew",
  "changed_at",
];

export interface Calendar {
  readonly charters: readonly CalendarCharter[];
  /** Those that cannot be read. */
  readonly broken: readonly BrokenCharter[];
}

/** Lists the charters of somebody's calendar, from a month ago to a year ahead: an admin's are all, a crew member's their own. */
export async function listCalendar(services: Services, account: StoredAccount, now: Date): Promise<Calendar> {
  const { table } = services;
  const today = dateOf(now.toISOString());
  const from = addDays(today, -DAYS_BACK);
  const to = addDays(today, DAYS_AHEAD);
  const lists = await Promise.all(monthsBetween(from, to).map((month) => queryMonth(table, month, ATTRIBUTES)));
  const read = readEach(lists.flat(), (item) => parseItem(StoredSummary, item, "charter"));
  const inTime = ({ date }: { readonly date: string }): boolean => date >= from && date <= to;
  const theirs = ({ crew }: { readonly crew: readonly string[] }): boolean =>
    account.role === "admin" || crew.includes(account.email);
  return {
    charters: countBroken(services, read)
      .filter(theirs)
      .flatMap(toCharter)
      .filter(inTime)
      .sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    broken: brokenCharters(read.broken.filter(({ item }) => theirs(crewOf(item)))).filter(inTime),
  };
}

/** Whoever may sail on a charter that cannot be read, as far as that can be told: for them it must not vanish. */
function crewOf(item: unknown): { readonly crew: readonly string[] } {
  return readPartly(StoredCrew, item, "charter").seen;
}

const StoredCrew = v.object({ crew: v.optional(v.array(v.string()), () => []) });

function toCharter(event: StoredSummary): CalendarCharter[] {
  const { event_id: home, slug, title, first_name, starts_at, vessel, status, changed_at } = event;
  const parts = parseSlug(slug);
  return parts === undefined
    ? []
    : [
        {
          home,
          slug,
          title,
          first_name,
          starts_at,
          vessel,
          status,
          changed_at,
          date: parts.date,
          period: parts.period,
        },
      ];
}
