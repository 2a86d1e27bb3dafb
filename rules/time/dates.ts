/**
 * Calendar dates, `YYYY-MM-DD`, and months, `YYYY-MM`. They stand for themselves: no clock, no time zone. Which date an
 * instant has at the dock is dockTime.ts's; whether a date exists is contract/slug.ts's, for the edge asks too.
 */

/** A day in UTC, where each has 24 hours. */
export const DAY_MS = 86_400_000;

/** Reads the date that a slug, an instant (in UTC) or a waiver's version starts with. */
export function dateOf(text: string): string {
  return text.slice(0, "YYYY-MM-DD".length);
}

/** Reads the month of a date, or of what starts with one: `2026-05`. */
export function monthOf(text: string): string {
  return text.slice(0, "YYYY-MM".length);
}

/** The date so many days on: `2026-12-31`, 1 -> `2027-01-01`. */
export function addDays(date: string, days: number): string {
  return dateOf(new Date(midnight(date).getTime() + days * DAY_MS).toISOString());
}

/** The month so many months on: `2026-12`, 1 -> `2027-01`. */
export function addMonths(month: string, months: number): string {
  const index = indexOf(month) + months;
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}`;
}

/** Every month from one date to another, both included. */
export function monthsBetween(first: string, last: string): readonly string[] {
  return Array.from({ length: indexOf(last) - indexOf(first) + 1 }, (_, step) => addMonths(first, step));
}

/** Every date of a month. */
export function datesOf(month: string): readonly string[] {
  const first = `${month}-01`;
  const length = (midnight(`${addMonths(month, 1)}-01`).getTime() - midnight(first).getTime()) / DAY_MS;
  return Array.from({ length }, (_, step) => addDays(first, step));
}

/** How far the clock of the first place on earth to begin a day is ahead of UTC: Kiritimati's. */
const EARLIEST_CLOCK_MS = 14 * 3_600_000;

/** The latest date that a clock anywhere shows at an instant: what lies after it is still to come, wherever somebody is. */
export function latestDate(now: Date): string {
  return dateOf(new Date(now.getTime() + EARLIEST_CLOCK_MS).toISOString());
}

/** The day of the week: 0 is a Sunday. */
export function weekdayOf(date: string): number {
  return midnight(date).getUTCDay();
}

function midnight(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** Counts months from the year 0, so that they can be added. */
function indexOf(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}
