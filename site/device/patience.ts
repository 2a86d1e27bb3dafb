import { NETWORK_MS, REST_MS } from "./deadlines.ts";

/** How long to wait for the network. */
export interface Patience {
  /** In ms; 0 while it has just been waited for in vain. */
  readonly left: () => number;
  /** It has not answered in time. */
  readonly ranOut: () => void;
  /** It answers. */
  readonly answered: () => void;
}

/**
 * Waits once for what somebody does, and not for each thing that it takes: a page, who is signed in and what is on the page
 * come one after the other, and where requests hang they would add up.
 */
export function createPatience(now: () => Date, ms = NETWORK_MS): Patience {
  let until = 0;
  return {
    left: () => (now().getTime() < until ? 0 : ms),
    ranOut: () => {
      until = now().getTime() + REST_MS;
    },
    answered: () => {
      until = 0;
    },
  };
}
