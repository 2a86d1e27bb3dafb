import { parseSlug } from "../../rules/contract/slug.ts";
import type { Company } from "../company/inForce.ts";
import { writeCalendar } from "../calendar/ics.ts";
import type { StoredEvent } from "../charter/stored.ts";
import type { Attachment } from "./mime.ts";

export type CalendarFacts = Pick<
  StoredEvent,
  "event_id" | "slug" | "title" | "first_name" | "starts_at" | "vessel" | "status" | "changed_at"
>;

interface Sender {
  /** What links start with. */
  readonly origin: string;
  readonly company: Pick<Company, "name" | "timeZone" | "dock">;
  /** What the entry links to; the charter's page for the crew where nothing is said. */
  readonly page?: string;
}

/** Writes a charter as a file for its reader's calendar, which takes the place of the entry that came before. */
export async function calendarFile(event: CalendarFacts, { origin, company, page }: Sender): Promise<Attachment> {
  const parts = parseSlug(event.slug);
  if (parts === undefined) throw new RangeError("A stored charter has no slug.");
  const frame = { name: company.name, origin, timeZone: company.timeZone, dock: company.dock.address };
  const when = { date: parts.date, period: parts.period };
  const charter = { ...event, home: event.event_id, ...when, ...(page === undefined ? {} : { page }) };
  const file = await writeCalendar(frame, [charter]);
  return { name: `${event.slug}.ics`, type: "text/calendar; charset=utf-8", bytes: new TextEncoder().encode(file) };
}
