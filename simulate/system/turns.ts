import { setImmediate as nextTurn } from "node:timers/promises";

import type { Random } from "../chance/random.ts";

/** Where somebody waits before each thing that others may come between: a call of the table, a mail. */
export interface Turn {
  readonly wait: (what: string) => Promise<void>;
}

/** The turn of who is alone: it is always theirs. */
export const ALONE: Turn = { wait: () => Promise.resolve() };

interface Going {
  readonly name: string;
  readonly waiting: (() => void)[];
  ended: boolean;
}

/** Something that is done while others are. It chooses what it will do at once, and then waits for its turn to begin. */
export interface Act {
  readonly name: string;
  readonly run: (turn: Turn) => Promise<void>;
}

/**
 * Does several things at once, in an order that chance decides between any two calls: one may go on, and all others wait
 * until it waits again or has ended. So nothing depends on what takes how long. What ends by an error ends all.
 */
export async function takeTurns(acts: readonly Act[], random: Random, onTurn: () => void): Promise<void> {
  const [only, ...others] = acts;
  if (only === undefined) return;
  if (others.length === 0) {
    await only.run(ALONE);
    return;
  }
  const faults: unknown[] = [];
  const going = acts.map((act) => start(act, faults));
  await nextTurn();
  const early = going.find(({ ended, waiting }) => !ended && waiting.length === 0);
  if (early !== undefined) throw new Error(`${early.name} has begun before its turn.`);
  for (;;) {
    const chosen = random.any(going.filter(({ waiting }) => waiting.length > 0));
    if (chosen === undefined) return;
    onTurn();
    chosen.waiting.shift()?.();
    do await nextTurn();
    while (!chosen.ended && chosen.waiting.length === 0);
    if (faults.length > 0) throw faults[0];
  }
}

function start({ name, run }: Act, faults: unknown[]): Going {
  const going: Going = { name, waiting: [], ended: false };
  const end = (): void => {
    going.ended = true;
    going.waiting.length = 0;
  };
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      if (!going.ended) going.waiting.push(resolve);
    });
  run({ wait }).then(end, (fault: unknown) => {
    faults.push(fault);
    end();
  });
  return going;
}
