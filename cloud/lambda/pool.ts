import type { Timer } from "../clock/clock.ts";
import { whenOver } from "../clock/patience.ts";
import type { Environment, Outcome } from "./executionEnvironment.ts";
import type { Invocation } from "./messages.ts";

/** Runs invocations on execution environments, one at a time on each. */
export interface Pool {
  invoke: (invocation: Invocation) => Promise<Outcome>;
  /** Waits for invocations under way, then ends every environment. */
  close: () => Promise<void>;
}

interface Waiting {
  invocation: Invocation;
  resolve: (outcome: Outcome) => void;
}

/** How a pool grows: at most `limit` environments, another one when an invocation has waited for `patience` milliseconds. */
export interface PoolOptions {
  start: () => Environment;
  limit: number;
  patience: number;
}

/**
 * Opens a pool with one environment already starting. AWS starts an environment for every concurrent request; here
 * each is a thread on a machine that has two, so short requests queue and only a wait longer than `patience` adds one.
 */
export function openPool({ start, limit, patience }: PoolOptions): Pool {
  const queue: Waiting[] = [];
  const idle: Environment[] = [start()];
  const all = new Set<Environment>(idle);
  const running = new Set<Promise<void>>();
  let growth: Timer | undefined;

  const open = (): Environment => {
    const environment = start();
    all.add(environment);
    return environment;
  };
  const run = async (environment: Environment, { invocation, resolve }: Waiting): Promise<void> => {
    resolve(await environment.invoke(invocation));
    if (environment.usable()) idle.push(environment);
    else {
      all.delete(environment);
      await environment.close();
    }
    drain();
  };
  const drain = (): void => {
    while (queue.length > 0) {
      const environment = idle.pop() ?? (all.size === 0 ? open() : undefined);
      if (environment === undefined) break;
      const waiting = queue.shift();
      if (waiting === undefined) break;
      const done: Promise<void> = run(environment, waiting).finally(() => running.delete(done));
      running.add(done);
    }
    scheduleGrowth();
  };
  const scheduleGrowth = (): void => {
    if (queue.length === 0) {
      growth?.cancel();
      growth = undefined;
    } else if (growth === undefined && all.size < limit) {
      const head = queue[0];
      growth = whenOver(patience, () => {
        growth = undefined;
        if (queue[0] === head && all.size < limit) idle.push(open());
        drain();
      });
    }
  };
  return {
    invoke: (invocation) =>
      new Promise((resolve) => {
        queue.push({ invocation, resolve });
        drain();
      }),
    close: async () => {
      while (running.size > 0) await Promise.all(running);
      growth?.cancel();
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
}
