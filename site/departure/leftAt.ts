import { dockInstant } from "../../rules/time/dockInstant.ts";
import { isClockTime, wallClock } from "../../rules/time/dockTime.ts";
import { isCalendarDate } from "../../rules/contract/slug.ts";

/** What a departure that is entered later than it was is said to be of, as the dock's clock showed it. */
export type LeftAt = { readonly at: string } | { readonly error: string };

/** `2026-05-23T14:02`, as a field for a date and a time writes the dock's clock at an instant. */
export function dockField(instant: Date, timeZone: string): string {
  return wallClock(instant.getTime(), timeZone).slice(0, "YYYY-MM-DDTHH:MM".length);
}

/** Reads such a field: when the lines were let go, which is over. */
export function readLeftAt(field: string, timeZone: string, now: Date): LeftAt {
  const [date = "", time = ""] = field.split("T");
  if (!isCalendarDate(date) || !isClockTime(time)) return { error: "Enter the day and the time at which it left." };
  const instant = dockInstant(date, time, timeZone);
  if (instant > now) return { error: "That is still to come. Enter when it left." };
  return { at: instant.toISOString() };
}
