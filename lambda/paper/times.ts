/**
 * Writes an instant by the world's clock and by the dock's, with the zone named:
 * `2026-05-23 17:30:00 UTC = 2026-05-23 13:30:00 America/New_York (UTC-04:00)`. Digits only, so that no update of the
 * runtime's language data ever writes the same instant otherwise.
 */
export function writeInstant(instant: string, timeZone: string): string {
  const date = new Date(instant);
  const utc = `${wallClock(date, "UTC")} UTC`;
  return timeZone === "UTC" ? utc : `${utc} = ${wallClock(date, timeZone)} ${timeZone} (UTC${offset(date, timeZone)})`;
}

function wallClock(date: Date, timeZone: string): string {
  return wallTime(date, timeZone).toISOString().slice(0, 19).replace("T", " ");
}

/** What the zone's clock shows, as if it were UTC. */
function wallTime(date: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((found) => found.type === type)?.value);
  return new Date(Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")));
}

function offset(date: Date, timeZone: string): string {
  const minutes = Math.round((wallTime(date, timeZone).getTime() - date.getTime()) / 60_000);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** Writes a calendar date as people of a locale do: `March 1, 1985`. */
export function writeDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" }).format(new Date(`${date}T00:00:00Z`));
}
