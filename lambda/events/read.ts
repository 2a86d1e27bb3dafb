import type { EventDetail, EventSummary } from "../../rules/contract/api/event.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { patronsToRemind } from "../../rules/mail/reminders.ts";
import { PERIODS } from "../../rules/contract/slug.ts";
import { queryDays, queryMonth } from "../charter/byMonth.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
import { factsOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import { readCharter, type Charter } from "../charter/readCharter.ts";
import { StoredSummary, type StoredEvent } from "../charter/stored.ts";
import { toDetail, toSummary } from "./views.ts";

/** Reads a charter as its page shows it. */
export async function readEventDetail(table: Table, slug: string, currency: string): Promise<EventDetail | undefined> {
  const charter = await readCharter(table, slug);
  return charter === undefined ? undefined : detailOf(table, charter, currency);
}

/** Shows a charter that was read. */
export async function detailOf(table: Table, charter: Charter, currency: string): Promise<EventDetail> {
  return toDetail(charter, await optedOutOf(table, charter.event), currency);
}

/** One more read, and only while there is somebody whom nobody has to call in vain: unsigned, with an address, before the departure. */
async function optedOutOf(table: Table, event: StoredEvent): Promise<ReadonlySet<string>> {
  if (event.dock !== undefined || event.status === "canceled") return new Set();
  const reachable = patronsToRemind(factsOf(event, new Set()));
  return readOptOuts(
    table,
    reachable.map(({ email }) => email),
  );
}

/** Lists the charters of a month, `YYYY-MM`, by date and period. The index follows writes within a second or so. */
export async function listEvents(table: Table, month: string, currency: string): Promise<EventSummary[]> {
  const summaries = toSummaries(await queryMonth(table, month), currency);
  return summaries.filter((event) => monthOf(event.date) === month);
}

/** Lists the charters from one day to another, both included, in the same order. */
export async function listEventsBetween(
  table: Table,
  first: string,
  last: string,
  currency: string,
): Promise<EventSummary[]> {
  return toSummaries(await queryDays(table, first, last), currency);
}

function toSummaries(items: readonly unknown[], currency: string): EventSummary[] {
  return items
    .map((item) => toSummary(parseItem(StoredSummary, item, "charter"), currency))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ date, period, slug }: EventSummary): string {
  return `${date} ${PERIODS.indexOf(period)} ${slug}`;
}
