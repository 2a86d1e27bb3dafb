import { parseSlug } from "../../rules/contract/slug.ts";
import { queryMonth } from "../charter/byMonth.ts";
import { addDays, dateOf, monthsBetween } from "../../rules/time/dates.ts";
import type { StoredAccount } from "../accounts/store.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
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

/** Lists the charters of somebody's calendar, from a month ago to a year ahead: an admin's are all, a crew member's their own. */
export async function listCalendar(
  table: Table,
  account: StoredAccount,
  now: Date,
): Promise<readonly CalendarCharter[]> {
  const today = dateOf(now.toISOString());
  const from = addDays(today, -DAYS_BACK);
  const to = addDays(today, DAYS_AHEAD);
  const lists = await Promise.all(monthsBetween(from, to).map((month) => queryMonth(table, month, ATTRIBUTES)));
  return lists
    .flat()
    .map((item) => parseItem(StoredSummary, item, "charter"))
    .filter(({ crew }) => account.role === "admin" || crew.includes(account.email))
    .flatMap(toCharter)
    .filter(({ date }) => date >= from && date <= to)
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

function toCharter(event: StoredSummary): CalendarCharter[] {
  const { event_id: slug, title, first_name, starts_at, vessel, status, changed_at } = event;
  const parts = parseSlug(slug);
  return parts === undefined
    ? []
    : [{ slug, title, first_name, starts_at, vessel, status, changed_at, date: parts.date, period: parts.period }];
}
