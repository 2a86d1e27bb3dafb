/**
 * When a mail in the outbox is tried again. The sender is asked for it as soon as it is written; the sweep takes over
 * after that. All instants are UTC as `toISOString` writes them, so that text order is time order.
 */

/** How long whoever tries a mail has it to itself: twice as long as the function may run. */
export const LEASE_MS = 30_000;
/** How long news of a change wait for the next one: whoever edits twice is heard of once, in ms. */
export const GATHER_MS = 120_000;
/** Waits between tries, in ms. After the last try the mail is marked failed and waits for a person. */
const BACKOFF_MS = [60_000, 120_000, 300_000, 900_000, 3_600_000, 10_800_000, 21_600_000] as const;
/** How many times a mail is tried. */
export const TRIES_MAX = BACKOFF_MS.length + 1;

export type NextTry = { readonly state: "pending"; readonly due: string } | { readonly state: "failed" };

/** Says when to try again after `tries` failed tries, counted from `now`. */
export function nextTry(tries: number, now: Date): NextTry {
  const wait = BACKOFF_MS[tries - 1];
  return wait === undefined
    ? { state: "failed" }
    : { state: "pending", due: new Date(now.getTime() + wait).toISOString() };
}
