import { setImmediate as nextTurn } from "node:timers/promises";

import type { Random } from "../chance/random.ts";

/** Where somebody waits before each thing that others may come between: a call of the table, a mail. */
export interface Turn {
  readonly wait: (what: string) => Promise<void>;
}

/** Something that is done while others are. */
export type Act = (turn: Turn) => Promise<void>;

/** The turn of who is alone: it is always theirs. */
export const ALONE: Turn = { wait: () => Promise.resolve() };

interface Going {
  readonly waiting: (() => void)[];
  ended: boolean;
}

/**
 * Does several things at once, in an order that chance decides between any two calls: all wait until nobody works, then one
 * may go on. What ends by an error ends all.
 */
export async function takeTurns(acts: readonly Act[], random: Random, onTurn: () => void): Promise<void> {
  const [only, ...others] = acts;
  if (only === undefined) return;
  if (others.length === 0) {
    await only(ALONE);
    return;
  }
  const faults: unknown[] = [];
  const going = acts.map((act) => start(act, faults));
  for (;;) {
    do await nextTurn();
    while (going.some(({ ended, waiting }) => !ended && waiting.length === 0));
    if (faults.length > 0) throw faults[0];
    const chosen = random.any(going.filter(({ waiting }) => waiting.length > 0));
    if (chosen === undefined) return;
    onTurn();
    chosen.waiting.shift()?.();
  }
}

function start(act: Act, faults: unknown[]): Going {
  const going: Going = { waiting: [], ended: false };
  const end = (): void => {
    going.ended = true;
    going.waiting.length = 0;
  };
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      if (!going.ended) going.waiting.push(resolve);
    });
  act({ wait }).then(end, (fault: unknown) => {
    faults.push(fault);
    end();
  });
  return going;
}
