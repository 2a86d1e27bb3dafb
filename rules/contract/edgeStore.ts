/** The keys of the KeyValueStore that the edge reads and that program, operator's commands and embedded cloud write. */

/** The key whose value is the live slot. */
export const LIVE_KEY = "live";
/** The key whose value is the slot that was live before: where a rollback goes. Written with LIVE_KEY. */
export const PREVIOUS_KEY = "previous";

const ALIAS_PREFIX = "alias:";

/** Builds the key under which an old charter id points to its slug. */
export function aliasKey(oldId: string): string {
  return ALIAS_PREFIX + oldId;
}
