import type { EventDetail, EventSummary } from "../../rules/contract/api/event.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { patronsToRemind } from "../../rules/mail/reminders.ts";
import { PERIODS } from "../../rules/contract/slug.ts";
import { queryDays, queryMonth } from "../charter/byMonth.ts";
import { parseItem } from "../dynamodb/items.ts";
import { countBroken, readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Table } from "../dynamodb/table.ts";
import { factsOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import { isSignatureKey, SIGNATURE_SUMMARY_ATTRIBUTES, parseSignatureSummaries } from "../charter/signatureRecord.ts";
import type { Services } from "../services.ts";
import { eventKey, parseEvent, StoredSummary, type StoredEvent } from "../charter/stored.ts";
import { toDetail, toSummary } from "./views.ts";

const EVENT_ATTRIBUTES = [
  "event_id",
  "timestamp",
  "first_name",
  "title",
  "starts_at",
  "vessel",
  "capacity",
  "required_crew",
  "price_cents",
  "status",
  "patrons",
  "signed",
  "paid_cents",
  "currency",
  "mail_failed",
  "note",
  "crew",
  "roster_at",
  "revision",
  "payment_log",
  "receipt_log",
  "outbox",
  "failed_mails",
  "briefing",
  "dock",
  "departures",
  "history",
  "history_dropped",
];
/** What a charter's page shows: its drawn signatures, 20 KB each, stay in the table. */
const DETAIL_ATTRIBUTES = [...new Set([...EVENT_ATTRIBUTES, ...SIGNATURE_SUMMARY_ATTRIBUTES])];

/** Reads a charter with its signatures, in one query of its partition. */
export async function readEventDetail(services: Services, slug: string): Promise<EventDetail | undefined> {
  const { table, config } = services;
  const items = await table.query({
    where: "#event_id = :slug",
    values: { slug },
    attributes: DETAIL_ATTRIBUTES,
  });
  const isEvent = (item: unknown): boolean => timestampOf(item) === eventKey(slug).timestamp;
  const found = items.find(isEvent);
  if (found === undefined) return undefined;
  const event = parseEvent(found);
  const records = readEach(
    items.filter((item) => isSignatureKey(String(timestampOf(item)))),
    parseSignatureSummaries,
  );
  const signatures = countBroken(services, records)
    .flat()
    .sort((a, b) => (a.received_at < b.received_at ? -1 : 1));
  const beside = { signatures, broken: records.broken.length, optedOut: await optedOutOf(table, event) };
  return toDetail(event, beside, config.company.currency);
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

function timestampOf(item: unknown): unknown {
  return typeof item === "object" && item !== null && "timestamp" in item ? item.timestamp : undefined;
}

/** Lists the charters of a month, `YYYY-MM`, by date and period. The index follows writes within a second or so. */
export async function listEvents(table: Table, month: string, currency: string): Promise<ReadList<EventSummary>> {
  const { found, broken } = toSummaries(await queryMonth(table, month), currency);
  return { found: found.filter((event) => monthOf(event.date) === month), broken };
}

/** Lists the charters from one day to another, both included, in the same order. */
export async function listEventsBetween(
  table: Table,
  first: string,
  last: string,
  currency: string,
): Promise<ReadList<EventSummary>> {
  return toSummaries(await queryDays(table, first, last), currency);
}

function toSummaries(items: readonly unknown[], currency: string): ReadList<EventSummary> {
  const { found, broken } = readEach(items, (item) => toSummary(parseItem(StoredSummary, item, "charter"), currency));
  return { found: found.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)), broken };
}

function sortKey({ date, period, slug }: EventSummary): string {
  return `${date} ${PERIODS.findIndex((known) => known === period)} ${slug}`;
}
