import { FIRST_YEAR, isWithinYears } from "../contract/years.ts";
import { addDays } from "../time/dates.ts";
import { dockInstant } from "../time/dockInstant.ts";

/**
 * When signing closes: so many hours after the end of the charter's day, as the dock's clock shows them. Charters of a year
 * that none is created in any more, but that may be stored, closed long ago or never do.
 */
export function signingClosesAt(charterDate: string, hours: number, timeZone: string): Date {
  if (!isWithinYears(charterDate)) return new Date(charterDate < String(FIRST_YEAR) ? 0 : 8.64e15);
  const day = addDays(charterDate, 1 + Math.floor(hours / 24));
  return dockInstant(day, `${String(hours % 24).padStart(2, "0")}:00`, timeZone);
}

interface Attempt {
  /** By the device that it was signed on. */
  readonly signed_at: string;
  /** Whether somebody of the crew is signed in on that device. */
  readonly crew: boolean;
  readonly now: Date;
}

/**
 * Tells whether a signature comes too late, by our clock. What waited on the crew's device for a signal is judged by the
 * instant at which it was signed there: nobody can sign it again.
 */
export function isTooLate({ signed_at, crew, now }: Attempt, closesAt: Date): boolean {
  return (crew ? Date.parse(signed_at) : now.getTime()) > closesAt.getTime();
}
