/** What a clock does when its time has come; what it starts ends with its promise. */
export type Task = () => void | Promise<void>;

/** A task that waits for its time. */
export interface Timer {
  cancel(): void;
}

/**
 * The one clock of a cloud: it says what instant it is and when something is due. How long work itself may take (a function's
 * timeout, an origin's) is not its business but `patience.ts`'s: work takes the machine's time wherever this clock stands.
 */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Does a task once, so many milliseconds from now. */
  after(milliseconds: number, task: Task): Timer;
  /** Does a task again and again, the first time so many milliseconds from now. */
  every(milliseconds: number, task: Task): Timer;
  /** Where threads read the instant, in epoch milliseconds; without it they read the machine's clock as this one does. */
  readonly shared?: SharedArrayBuffer;
}

/** The machine's own clock. Nothing that waits for it keeps a process alive. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  after: (milliseconds, task) => {
    const timer = setTimeout(() => void task(), milliseconds).unref();
    return {
      cancel: () => {
        clearTimeout(timer);
      },
    };
  },
  every: (milliseconds, task) => {
    const timer = setInterval(() => void task(), milliseconds).unref();
    return {
      cancel: () => {
        clearInterval(timer);
      },
    };
  },
};

/** Lets a clock go on when a task fails, and tells why it did: one that nobody waits for would end the process. */
export function withFaultsHeard(clock: Clock, onFault: (fault: unknown) => void): Clock {
  const guarded =
    (task: Task): Task =>
    async () => {
      try {
        await task();
      } catch (fault) {
        onFault(fault);
      }
    };
  return {
    ...clock,
    after: (milliseconds, task) => clock.after(milliseconds, guarded(task)),
    every: (milliseconds, task) => clock.every(milliseconds, guarded(task)),
  };
}
