/** How long people wait for what may never answer, in ms: told here and nowhere else. */

/** The network: then what is kept on this device is shown, and what was done waits there. */
export const NETWORK_MS = 3_000;
/** For so long nobody waits again for a network that has not answered in that time. */
export const REST_MS = 15_000;
/** Then something done shows that it counts, and waits, also while it is still being sent. */
export const SOON_MS = 600;
/** This device's own storage: a phone just woken takes a second, and one that hangs takes for ever. */
export const STORAGE_MS = 4_000;
/** The queue, to open, its script included. */
export const QUEUE_MS = 6_000;
/** The worker, to be ready: one that is asked for later is still being fetched, or was refused. */
export const WORKER_MS = 6_000;

// How often a screen that somebody can see looks for news, in ms.

/** A charter on its day: one small read. */
export const LOOK_MS = 5_000;
/** A list, or a day's money: each look reads all of it. */
export const LIST_LOOK_MS = 10_000;
/** After so long without a touch or a key nobody sits at it, */
export const UNTOUCHED_MS = 5 * 60_000;
/** and it looks no more often than this. */
export const UNTOUCHED_LOOK_MS = 60_000;
