/**
 * Two devices may tell of one thing in any order, hours late. The later instant counts, by the devices' clocks. Instants
 * are UTC as `toISOString` writes them, so that text order is time order.
 */

/**
 * Tells whether a change made at an instant counts against the one that has counted so far. An earlier one came late, and
 * of one instant it is the same change, sent twice.
 */
export function countsAgainst(at: string, soFar: string | null | undefined): boolean {
  return soFar === null || soFar === undefined || at > soFar;
}

/**
 * Gives a change an instant after the one it answers to. Devices' clocks differ, and the latest change counts: whoever
 * has seen a state and changes it must not lose to it because their clock is slow.
 */
export function instantAfter(now: Date, seen: string | undefined): string {
  const time = seen === undefined ? now.getTime() : Math.max(now.getTime(), Date.parse(seen) + 1);
  return new Date(time).toISOString();
}
