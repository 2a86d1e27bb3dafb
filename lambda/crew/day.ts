import type { CrewDayResponse, CrewOnDay, Sailing } from "../../rules/contract/api/crew.ts";
import type { EventSummary } from "../../rules/contract/api/event.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { addDays, monthOf } from "../../rules/time/dates.ts";
import { listAccounts } from "../accounts/store.ts";
import { listAvailability } from "../availability/store.ts";
import { dateParameter } from "../availability/handlers.ts";
import { countBroken, type ReadList } from "../dynamodb/readEach.ts";
import { listEventsBetween } from "../events/read.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";

/** Answers what is needed to choose a day's crew: who there is, what they said, and where else they sail. */
export async function getCrewDay(services: Services, call: Call, account: Account): Promise<Response> {
  const date = dateParameter(call);
  const [crew, charters] = await Promise.all([crewOn(services, date, account), sailingsAround(services, date)]);
  return call.json({
    date,
    crew: [...countBroken(services, crew)],
    charters: countBroken(services, charters).map(toSailing),
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
function sailingsAround({ table, config }: Services, date: string): Promise<ReadList<EventSummary>> {
  return listEventsBetween(table, addDays(date, -1), addDays(date, 1), config.company.currency);
}

function toSailing({ slug, title, first_name, date, period, starts_at, status, crew }: EventSummary): Sailing {
  return { slug, title, first_name, date, period, starts_at, status, crew };
}
