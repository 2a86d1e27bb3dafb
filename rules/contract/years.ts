/**
 * The years in which a day that somebody chooses, and the clock of a device, can lie: before and after is a slip, or a clock
 * that was never set. Text is compared, as its order is that of time in these years; an extended year (`+275760-09-13`)
 * begins with a sign and so lies outside.
 */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2100;
/** The first year in which somebody who sails can be born. */
export const FIRST_BIRTH_YEAR = 1900;

/** Tells whether a date or an instant lies in the years that are taken from outside. */
export function isWithinYears(text: string, first = FIRST_YEAR): boolean {
  return text >= String(first) && text < String(LAST_YEAR + 1);
}
