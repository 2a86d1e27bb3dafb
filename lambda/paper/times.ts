import { offsetAt, wallClock } from "../../rules/time/dockTime.ts";

/**
 * Writes an instant by the world's clock and by the dock's, with the zone named:
 * `2026-05-23 17:30:00 UTC = 2026-05-23 13:30:00 America/New_York (UTC-04:00)`. Digits only, so that no update of the
 * runtime's language data ever writes the same instant otherwise.
 */
export function writeInstant(instant: string, timeZone: string): string {
  const at = Date.parse(instant);
  const utc = `${toSeconds(instant)} UTC`;
  if (timeZone === "UTC") return utc;
  return `${utc} = ${toSeconds(wallClock(at, timeZone))} ${timeZone} (UTC${signed(offsetAt(at, timeZone))})`;
}

function toSeconds(instant: string): string {
  return instant.replace(/\.\d+Z$/, "").replace("T", " ");
}

function signed(offset: number): string {
  const minutes = Math.round(offset / 60_000);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** Writes a calendar date as people of a locale do: `March 1, 1985`. */
export function writeDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
