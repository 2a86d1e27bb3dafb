import { addDays } from "../time/dates.ts";

/** Half a year of Saturdays: what is planned further ahead is not yet sure. */
export const WEEKS_MAX = 26;

/** The days of charters that are a week apart, the first one included. */
export function weeklyFrom(date: string, weeks: number): readonly string[] {
  return Array.from({ length: weeks }, (_, week) => addDays(date, 7 * week));
}
