import { DAY_MS } from "./dates.ts";
import { offsetAt } from "./dockTime.ts";

/**
 * Finds the instant at which the dock's clock shows a date and a time, `HH:MM`, in an IANA time zone. A time that comes
 * twice, when clocks go back, is the first of the two; one that never comes, when they go forward, is read with the
 * offset from before. Source: RFC 5545, 3.3.5.
 */
export function dockInstant(date: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const before = offsetAt(wall - DAY_MS, timeZone);
  const after = offsetAt(wall + DAY_MS, timeZone);
  const shows = (offset: number): boolean => offsetAt(wall - offset, timeZone) === offset;
  return new Date(wall - (shows(before) || !shows(after) ? before : after));
}
