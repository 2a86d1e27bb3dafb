/**
 * Two devices may tell of one thing in any order, hours late, and their clocks may be wrong. The later word counts, where
 * nothing was said later than the server heard of it: a clock of the year 2100 says what is so now, and not for ever.
 * Instants are UTC as `toISOString` writes them, so that text order is time order.
 */

/** A device's word on something: when it was said by its clock, and when the server heard of it; null while it waits on the device. */
export interface Word {
  readonly at: string;
  readonly received_at: string | null;
}

/**
 * When a word was said, to put it in order. A claim of the past stays: a phone without a signal is late, and whoever says
 * an earlier instant can only lose by it.
 */
export function saidAt({ at, received_at }: Word): string {
  return received_at !== null && at > received_at ? received_at : at;
}

/** Takes a word of which only that is kept when it was said, as well as is known. */
export function keptWord(said: string | null | undefined): Word | null {
  return said === null || said === undefined ? null : { at: said, received_at: said };
}

/** Tells whether a word claims to have been said after it was heard. */
export function isAhead(word: Word): boolean {
  return saidAt(word) < word.at;
}

/** A word that was heard may be decided on so much later, behind others that were heard after it, in ms: as long as the function may run. */
const DECIDING_MS = 15_000;

/**
 * Tells whether a word counts against the one that has counted so far. An earlier one came late, and of one instant by
 * the device it is the same word, sent twice. What is stored as of an instant that is still to come, from when that was
 * not yet looked at, counts against nothing; one that was heard while this word was being decided on does.
 */
export function countsAgainst(word: Word, soFar: Word | null | undefined): boolean {
  if (soFar === null || soFar === undefined) return true;
  if (word.at === soFar.at) return false;
  const before = saidAt(soFar);
  const isToCome = word.received_at !== null && Date.parse(before) - Date.parse(word.received_at) > DECIDING_MS;
  return isToCome || saidAt(word) >= before;
}

/**
 * Gives a word an instant after the one it answers to. Devices' clocks differ, and the latest word counts: whoever has
 * seen a state and changes it must not lose to it because their clock is slow. Nor is it the instant that the other
 * claims: it would pass for the same word.
 */
export function instantAfter(now: Date, seen: Word | null | undefined): string {
  if (seen === null || seen === undefined) return now.toISOString();
  const time = Math.max(now.getTime(), Date.parse(saidAt(seen)) + 1);
  return new Date(time === Date.parse(seen.at) ? time + 1 : time).toISOString();
}
