import type { Clock, Task, Timer } from "./clock.ts";

/** A clock that stands still until somebody moves it. */
export interface MovableClock extends Clock {
  readonly shared: SharedArrayBuffer;
  /**
   * Moves on, and does on the way what is due: in the order of its instants, at its instant, each after what the one before it
   * started has ended. With 0 it does what is due now. Moves take turns; a task cannot wait for one.
   */
  advance(milliseconds: number): Promise<void>;
}

interface Waiting {
  due: number;
  readonly period: number | undefined;
  readonly task: Task;
}

/** Makes a clock that stands at an instant. Functions that run on its cloud see it too. */
export function movableClock(at: Date): MovableClock {
  const shared = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const instant = new BigInt64Array(shared);
  const now = (): number => Number(Atomics.load(instant, 0));
  const moveTo = (milliseconds: number): void => {
    Atomics.store(instant, 0, BigInt(milliseconds));
  };
  moveTo(at.getTime());

  // In the order in which they were set, which decides between those that are due at one instant.
  const waiting = new Set<Waiting>();
  const wait = (one: Waiting): Timer => {
    waiting.add(one);
    return { cancel: () => waiting.delete(one) };
  };
  const moveOn = async (milliseconds: number): Promise<void> => {
    const end = now() + milliseconds;
    for (let next = firstDue(waiting, end); next !== undefined; next = firstDue(waiting, end)) {
      waiting.delete(next);
      moveTo(next.due);
      if (next.period !== undefined) {
        next.due += next.period;
        waiting.add(next);
      }
      await next.task();
    }
    moveTo(end);
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    now,
    shared,
    after: (milliseconds, task) => wait({ due: now() + whole(milliseconds), period: undefined, task }),
    every: (milliseconds, task) => {
      const period = Math.max(1, whole(milliseconds));
      return wait({ due: now() + period, period, task });
    },
    advance: (milliseconds) => {
      if (!(milliseconds >= 0)) throw new Error(`A clock moves on by 0 ms or more, not by ${String(milliseconds)}.`);
      const moved = turn.then(() => moveOn(whole(milliseconds)));
      turn = moved.catch(() => undefined);
      return moved;
    },
  };
}

function whole(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds));
}

function firstDue(waiting: ReadonlySet<Waiting>, until: number): Waiting | undefined {
  let first: Waiting | undefined;
  for (const one of waiting) if (one.due <= until && (first === undefined || one.due < first.due)) first = one;
  return first;
}
