/** How long somebody looks at nothing, or at what is old, before they are shown what this device has kept, in ms. */
const PATIENCE_MS = 3_000;
/** For so long nobody waits again for a network that has not answered in that time, in ms. */
const REST_MS = 15_000;

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
export function createPatience(now: () => Date, ms = PATIENCE_MS): Patience {
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
