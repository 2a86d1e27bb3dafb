import { retally } from "../charter/tally.ts";
import type { Services } from "../services.ts";

/** Brings up to date what a charter says of who has signed; false where that is left to the sweep. */
export type Tally = (slug: string) => Promise<boolean>;

/** Counts whenever it is asked to. */
export function tallyAlways(services: Services): Tally {
  return async (slug) => {
    await retally(services, slug);
    return true;
  };
}

/** So many records are counted as often as somebody signs: what a dock sees in an hour. */
const RECORDS_FREE = 50;
/** How many records one instance reads in a second at most, counting those of one charter again and again. */
const RECORDS_PER_SECOND = 50;

/**
 * Counts as often as the number of records allows: each count reads all of them, so that a charter which is flooded would
 * cost the square of it. After a count of 800 comes a quarter of a minute in which this instance leaves it to the sweep.
 */
export function openTallying(services: Services): Tally {
  const restUntil = new Map<string, number>();
  return async (slug) => {
    const now = services.clock().getTime();
    if (now < (restUntil.get(slug) ?? 0)) return false;
    const { records } = await retally(services, slug);
    if (records > RECORDS_FREE) restUntil.set(slug, now + (records / RECORDS_PER_SECOND) * 1_000);
    return true;
  };
}
