import * as v from "valibot";

import { DayAnswer, type SetAvailabilityRequest } from "../../rules/contract/api/availability.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { accountKey } from "../accounts/store.ts";
import { parseItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Key, Table } from "../dynamodb/table.ts";

/** What somebody said of a day is nobody's business a year later: the table forgets it then. */
const KEPT_SECONDS = 366 * 24 * 60 * 60;

export const StoredDay = v.object({ event_id: v.string(), timestamp: v.string(), ...DayAnswer.entries });

/** Sets somebody's answer for a day, or takes it back. */
export async function setAvailability(
  table: Table,
  email: string,
  date: string,
  { answer, note }: SetAvailabilityRequest,
): Promise<DayAnswer | null> {
  if (answer === null) {
    await table.remove(dayKey(email, date));
    return null;
  }
  const day: DayAnswer = { email, date, answer, note };
  await table.update(dayKey(email, date), {
    set: Object.entries({ ...day, expires_at: Date.parse(`${date}T00:00:00Z`) / 1000 + KEPT_SECONDS }),
  });
  return day;
}

/** Lists a month's answers by date: everybody's, or one's own. One query either way. */
export async function listAvailability(table: Table, month: string, email?: string): Promise<ReadList<DayAnswer>> {
  const mine = email === undefined ? {} : { account: `${accountKey(email)}#` };
  const items = await table.query({
    where: `#event_id = :partition${email === undefined ? "" : " AND begins_with(#timestamp, :account)"}`,
    values: { partition: partitionOf(month), ...mine },
  });
  const { found, broken } = readEach(items, (item) =>
    v.parse(DayAnswer, parseItem(StoredDay, item, "day of availability")),
  );
  return { found: found.toSorted((a, b) => (a.date + a.email < b.date + b.email ? -1 : 1)), broken };
}

/** A month has a partition, in which each account's days lie together. */
function partitionOf(month: string): string {
  return `${PARTITIONS.availability}${month}`;
}

function dayKey(email: string, date: string): Key {
  return { event_id: partitionOf(monthOf(date)), timestamp: `${accountKey(email)}#${date}` };
}
