/**
 * What a device says of when something was done, beside when the server heard of it. A phone without a signal tells hours
 * later, and its clock may be wrong: its word is kept and shown, and nothing but the order of what it did hangs on it.
 */

import { DAY_MS } from "./dates.ts";

/** So far apart, in ms, two clocks may be without anybody noticing. */
const NOTICED_MS = 120_000;

/** `agrees`: no need to tell both. `apart`: the server's belongs beside it. `doubtful`: a day or more apart, so that one should ask. */
export type ClaimStanding = "agrees" | "apart" | "doubtful";

/** Judges a device's instant by the server's; what is no instant is doubtful. */
export function judgeClaim(claimed: string, received: string): ClaimStanding {
  const apart = Math.abs(Date.parse(received) - Date.parse(claimed));
  if (apart < NOTICED_MS) return "agrees";
  return apart < DAY_MS ? "apart" : "doubtful";
}

/** When something happened, as well as is known: a device that is ahead, or doubtful, is not believed. */
export function believedInstant(claimed: string, received: string): string {
  return claimed > received || judgeClaim(claimed, received) === "doubtful" ? received : claimed;
}
