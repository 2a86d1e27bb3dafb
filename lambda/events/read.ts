import type { EventDetail, EventSummary } from "../../rules/contract/api/event.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { patronsToRemind } from "../../rules/mail/reminders.ts";
import { charterOrder, queryMonth } from "../charter/byMonth.ts";
import { parseItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Table } from "../dynamodb/table.ts";
import { factsOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import type { Charter } from "../charter/readCharter.ts";
import { StoredSummary, type StoredEvent } from "../charter/stored.ts";
import type { Services } from "../services.ts";
import { toDetail, toSummary } from "./views.ts";

/** Shows a charter that was read. */
export async function detailOf({ table, config }: Services, charter: Charter): Promise<EventDetail> {
  return toDetail(charter, await optedOutOf(table, charter.event.seen), config.company.currency);
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
export async function listEvents(table: Table, month: string, currency: string): Promise<ReadList<EventSummary>> {
  const { found, broken } = toSummaries(await queryMonth(table, month), currency);
  return { found: found.filter((event) => monthOf(event.date) === month), broken };
}

function toSummaries(items: readonly unknown[], currency: string): ReadList<EventSummary> {
  const { found, broken } = readEach(items, (item) => toSummary(parseItem(StoredSummary, item, "charter"), currency));
  return { found: found.toSorted((a, b) => (charterOrder(a) < charterOrder(b) ? -1 : 1)), broken };
}
