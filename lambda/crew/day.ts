import type { CrewDayResponse, CrewOnDay, Sailing } from "../../rules/contract/api/crew.ts";
import { monthOf, type EventSummary } from "../../rules/contract/api/event.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { listAccounts } from "../accounts/store.ts";
import { listAvailability } from "../availability/store.ts";
import { dateParameter } from "../availability/handlers.ts";
import { listEventsBetween } from "../events/read.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";

/** Answers what is needed to choose a day's crew: who there is, what they said, and where else they sail. */
export async function getCrewDay(services: Services, call: Call, account: Account): Promise<Response> {
  const date = dateParameter(call);
  const [crew, charters] = await Promise.all([crewOn(services, date, account), sailingsAround(services, date)]);
  return call.json({ date, crew, charters } satisfies CrewDayResponse);
}

async function crewOn({ table }: Services, date: string, account: Account): Promise<CrewOnDay[]> {
  const own = account.role === "admin" ? undefined : account.email;
  const [accounts, days] = await Promise.all([listAccounts(table), listAvailability(table, monthOf(date), own)]);
  return accounts.map((member) => {
    const said = days.find((day) => day.date === date && day.email === member.email);
    return { ...member, answer: said?.answer ?? null, note: said?.note ?? "" };
  });
}

/** A charter late in the evening may reach into the next day, so both days around are looked at; not their months, which may be long. */
async function sailingsAround({ table, config }: Services, date: string): Promise<Sailing[]> {
  const events = await listEventsBetween(table, dayFrom(date, -1), dayFrom(date, 1), config.company.currency);
  return events.map(toSailing);
}

function dayFrom(date: string, by: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, "YYYY-MM-DD".length);
}

function toSailing({ slug, title, first_name, date, period, starts_at, status, crew }: EventSummary): Sailing {
  return { slug, title, first_name, date, period, starts_at, status, crew };
}
