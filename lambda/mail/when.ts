import { parseSlug } from "../../rules/contract/slug.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { dockInstant } from "../../rules/time/dockInstant.ts";
import { isClockTime } from "../../rules/time/dockTime.ts";

/** Making a formatter costs fifty times its use; the first one costs the cold start 5 ms, so none is made on import. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Writes an instant in dock-local time with its zone: `Sat, May 23, 2026, 2:00 PM EDT`. */
export function formatInstant(instant: string, timeZone: string): string {
  const format = formatOf("instant", {
    timeZone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
  // Newer ICU data put a narrow no-break space before AM and PM, which plain-text mail programs show as a box.
  return format.format(new Date(instant)).replace(/[\u202f\u00a0]/g, " ");
}

/** Writes when something was done by its device, with our clock's word beside it where they differ, as the dashboard does. */
export function formatClaim(claimed: string, received: string, timeZone: string): string {
  const [said, known] = [claimed, received].map((instant) => formatInstant(instant, timeZone));
  switch (judgeClaim(claimed, received)) {
    case "agrees":
      return said ?? "";
    case "apart":
      return `${said ?? ""}, received ${known ?? ""}`;
    case "doubtful":
      return `${said ?? ""} by the device\n${known ?? ""} by our clock\nClock in doubt`;
  }
}

/** Writes when a charter of a slug starts: `Sat, May 23, 2026, 2:00 PM EDT`, or the day and its part while no start is known. */
export function formatStart(slug: string, startsAt: string, timeZone: string): string {
  const parts = parseSlug(slug);
  if (parts === undefined) return "";
  if (!isClockTime(startsAt)) return `${formatDate(parts.date)}, ${parts.period}`;
  return formatInstant(dockInstant(parts.date, startsAt, timeZone).toISOString(), timeZone);
}

/** Writes a calendar date: `Saturday, May 23, 2026`. */
export function formatDate(date: string): string {
  const format = formatOf("date", { timeZone: "UTC", weekday: "long", year: "numeric", month: "long", day: "numeric" });
  return format.format(new Date(`${date}T00:00:00.000Z`));
}

function formatOf(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${kind} ${options.timeZone ?? ""}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat("en-US", options);
  formats.set(key, format);
  return format;
}
