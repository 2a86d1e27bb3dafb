import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { EventSummary } from "../../rules/contract/api/month.ts";
import { mailsIn } from "../../rules/crew/namesByMail.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { reachedByReminders } from "../../rules/mail/reminders.ts";
import { charterOrder, queryMonth } from "../charter/byMonth.ts";
import { parseItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Table } from "../dynamodb/table.ts";
import { factsOf, partyOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import type { Charter } from "../charter/readCharter.ts";
import type { SeenEvent } from "../charter/partly.ts";
import { StoredSummary, type StoredEvent } from "../charter/stored.ts";
import type { Services } from "../services.ts";
import { lookUp } from "./known.ts";
import { toDetail, toSummary, type Known } from "./views.ts";

/** Shows a charter that was read. */
export async function detailOf(services: Services, charter: Charter): Promise<EventDetail> {
  const { seen } = charter.event;
  const [optedOut, known] = await Promise.all([optedOutOf(services.table, charter.event), knownFor(services, seen)]);
  return toDetail(charter, optedOut, known);
}

/** Nor is anybody looked up where nobody of the crew is spoken of. */
function knownFor(services: Services, event: StoredEvent): Known | Promise<Known> {
  if (mailsIn(event).length > 0) return lookUp(services);
  return { currency: services.config.company.currency, withoutAccount: () => [], nameOf: () => undefined };
}

/** One more read, and only while there is somebody whom nobody has to call in vain: unsigned, with an address, before the departure. */
async function optedOutOf(table: Table, event: SeenEvent): Promise<ReadonlySet<string>> {
  const { seen } = event;
  if (seen.dock !== undefined || seen.status === "canceled") return new Set();
  return readOptOuts(table, reachedByReminders(factsOf(seen, new Set(), partyOf(event))));
}

/** Lists the charters of a month, `YYYY-MM`, by date and period. The index follows writes within a second or so. */
export async function listEvents(services: Services, month: string): Promise<ReadList<EventSummary>> {
  const [items, known] = await Promise.all([queryMonth(services.table, month), lookUp(services)]);
  const { found, broken } = toSummaries(items, known);
  return { found: found.filter((event) => monthOf(event.date) === month), broken };
}

function toSummaries(items: readonly unknown[], known: Known): ReadList<EventSummary> {
  const { found, broken } = readEach(items, (item) => toSummary(parseItem(StoredSummary, item, "charter"), known));
  return { found: found.toSorted((a, b) => (charterOrder(a) < charterOrder(b) ? -1 : 1)), broken };
}
