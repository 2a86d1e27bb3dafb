import type { BrokenCharter } from "../../rules/contract/api/broken.ts";
import type { EVENT_STATUSES } from "../../rules/contract/api/month.ts";
import { lookUp, type Newer } from "../../rules/contract/newer.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { CREW_BUSY_HOURS } from "../../rules/crew/conflicts.ts";
import { dockInstant } from "../../rules/time/dockInstant.ts";
import { isClockTime } from "../../rules/time/dockTime.ts";
import type { Period } from "../../rules/contract/slug.ts";

/** What a calendar shows of a charter. No patron but in the title: calendars are synced to other companies' servers. */
export interface CalendarCharter {
  /** The slug that it was created under: a calendar knows it again when it has moved. */
  readonly home: string;
  readonly slug: string;
  readonly title: string;
  readonly first_name: string;
  readonly date: string;
  readonly period: Period;
  readonly starts_at: string;
  readonly vessel: string;
  readonly status: (typeof EVENT_STATUSES)[number] | Newer;
  /** What it links to; the charter's page for the crew where nothing is said. */
  readonly page?: string;
  /** When its details changed last; absent on items older than this program. */
  readonly changed_at?: string | undefined;
}

export interface CalendarFrame {
  readonly name: string;
  /** `https://charters.example`. */
  readonly origin: string;
  readonly timeZone: string;
  /** Where charters begin; "" where nobody has said. */
  readonly dock: string;
}

const CRLF = "\r\n";
/** Clients are told how often to come back; Google comes when it likes. */
const REFRESH_SECONDS = 3600;

/**
 * Writes charters as an iCalendar file, RFC 5545. Times are UTC, which needs no VTIMEZONE and which every calendar shows
 * in its reader's own zone; a charter without a start takes the whole day. The generator is loaded when it is needed.
 */
export async function writeCalendar(
  frame: CalendarFrame,
  charters: readonly CalendarCharter[],
  broken: readonly BrokenCharter[] = [],
): Promise<string> {
  const { default: ical, ICalEventStatus } = await import("ical-generator");
  const calendar = ical({
    name: frame.name,
    prodId: { company: "Ship Captain Crew", product: "Charters" },
    ttl: REFRESH_SECONDS,
  });
  const statuses = { open: ICalEventStatus.CONFIRMED, canceled: ICalEventStatus.CANCELLED };
  for (const charter of charters) {
    calendar.createEvent({
      ...timesOf(charter, frame.timeZone),
      ...versionOf(charter),
      id: idOf(charter.home, frame),
      summary: charterTitle(charter),
      location: placeOf(charter.vessel, frame.dock),
      ...linkOf(charter, frame),
      // A newer version's status may mean anything.
      status: lookUp(statuses, charter.status) ?? ICalEventStatus.TENTATIVE,
    });
  }
  for (const { slug, date } of broken) {
    // Gone from the calendar, it would seem canceled.
    calendar.createEvent({
      ...timesOf({ date, starts_at: "" }, frame.timeZone),
      ...versionOf({}),
      id: idOf(slug, frame),
      summary: `A charter that cannot be read: ${slug}`,
      description: "Ask an admin when it sails, and with whom.",
      status: ICalEventStatus.TENTATIVE,
    });
  }
  // Every line ends with CRLF, the last one too (3.1); the generator leaves it out there.
  return calendar.toString().trimEnd() + CRLF;
}

/** The dock first, as a calendar looks for the place on its map. */
function placeOf(vessel: string, dock: string): string | null {
  if (dock === "") return vessel === "" ? null : vessel;
  return vessel === "" ? dock : `${dock} (${vessel})`;
}

/** A patron's calendar leads to what a patron may see. */
function linkOf({ slug, period, page }: CalendarCharter, { origin }: CalendarFrame) {
  const part = `${period.slice(0, 1).toUpperCase()}${period.slice(1)} charter.`;
  if (page !== undefined) return { url: page, description: `${part} The waiver: ${page}` };
  const url = `${origin}/charters/${slug}`;
  return { url, description: `${part} Details and crew: ${url}` };
}

/** The same however the charter is shown, so that a calendar knows it again. */
function idOf(slug: string, { origin }: CalendarFrame): string {
  return `${slug}@${new URL(origin).hostname}`;
}

function timesOf({ date, starts_at }: Pick<CalendarCharter, "date" | "starts_at">, timeZone: string) {
  if (!isClockTime(starts_at)) return { start: new Date(`${date}T00:00:00Z`), allDay: true };
  const start = dockInstant(date, starts_at, timeZone);
  return { start, end: new Date(start.getTime() + CREW_BUSY_HOURS * 3_600_000) };
}

/** The same file as long as nothing changes, so that its ETag holds: DTSTAMP is the last change, not now. */
function versionOf({ changed_at }: Pick<CalendarCharter, "changed_at">) {
  const changed = new Date(changed_at ?? 0);
  // A number that grows with each change, as calendars expect of SEQUENCE, and fits 32 bits: minutes.
  const sequence = Math.floor(changed.getTime() / 60_000);
  return { stamp: changed, sequence, lastModified: changed_at === undefined ? null : changed };
}
