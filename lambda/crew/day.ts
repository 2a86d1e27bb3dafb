import * as v from "valibot";

import type { CrewDayResponse, CrewOnDay, Sailing } from "../../rules/contract/api/crew.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { addDays, monthOf } from "../../rules/time/dates.ts";
import { listAccounts } from "../accounts/store.ts";
import { listAvailability } from "../availability/store.ts";
import { dateParameter } from "../availability/handlers.ts";
import { charterOrder, queryDays } from "../charter/byMonth.ts";
import { presentSlug, StoredEvent } from "../charter/stored.ts";
import { parseItem } from "../dynamodb/items.ts";
import { countBroken, readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";

/** Answers what is needed to choose a day's crew: who there is, what they said, and where else they sail. */
export async function getCrewDay(services: Services, call: Call, account: Account): Promise<Response> {
  const date = dateParameter(call);
  const [crew, charters] = await Promise.all([crewOn(services, date, account), sailingsAround(services, date)]);
  return call.json({
    date,
    crew: [...countBroken(services, crew)],
    charters: [...countBroken(services, charters)],
    broken: crew.broken.length + charters.broken.length,
  } satisfies CrewDayResponse);
}

async function crewOn({ table }: Services, date: string, account: Account): Promise<ReadList<CrewOnDay>> {
  const own = account.role === "admin" ? undefined : account.email;
  const [accounts, days] = await Promise.all([listAccounts(table), listAvailability(table, monthOf(date), own)]);
  const crew = accounts.found.map((member) => {
    const said = days.found.find((day) => day.date === date && day.email === member.email);
    return { ...member, answer: said?.answer ?? null, note: said?.note ?? "" };
  });
  return { found: crew, broken: [...accounts.broken, ...days.broken] };
}

/** A charter late in the evening may reach into the next day, so both days around are looked at; not their months, which may be long. */
async function sailingsAround({ table }: Services, date: string): Promise<ReadList<Sailing>> {
  const { found, broken } = readEach(await queryDays(table, addDays(date, -1), addDays(date, 1)), toSailing);
  return { found: found.toSorted((a, b) => (charterOrder(a) < charterOrder(b) ? -1 : 1)), broken };
}

/** What says who sails when: whatever is broken of the money, the list and the rest warns nobody less. */
const StoredSailing = v.pick(StoredEvent, [
  "event_id",
  "slug",
  "title",
  "first_name",
  "starts_at",
  "status",
  "crew",
  "vessel",
]);

function toSailing(item: unknown): Sailing {
  const stored = parseItem(StoredSailing, item, "charter");
  const { title, first_name, starts_at, status, crew, vessel } = stored;
  const slug = presentSlug(stored);
  const parts = parseSlug(slug);
  if (parts === undefined) throw new RangeError("A stored charter has no slug.");
  const { date, period, firstName } = parts;
  return { slug, title, first_name: first_name || firstName, date, period, starts_at, status, crew, vessel };
}
