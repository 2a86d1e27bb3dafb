import type { Timer } from "../clock/clock.ts";
import { startWatch, whenOver } from "../clock/patience.ts";
import type { Environment, Outcome } from "./executionEnvironment.ts";
import type { Invocation } from "./messages.ts";

/** Runs invocations on execution environments, one at a time on each. */
export interface Pool {
  invoke: (invocation: Invocation, urgency: Urgency) => Promise<Outcome>;
  /** Waits for invocations under way, then ends every environment. */
  close: () => Promise<void>;
}

/** Whether somebody waits for an invocation, or it is an event that was taken to be handled some time. */
export type Urgency = "waited-for" | "some-time";

interface Waiting {
  /** How long by now, in ms of the machine's time. */
  waited: () => number;
  invocation: Invocation;
  resolve: (outcome: Outcome) => void;
}

const URGENCIES: readonly Urgency[] = ["waited-for", "some-time"];

/**
 * How a pool grows: at most `limit` environments, another one when an invocation has waited for `patience` milliseconds.
 * Where each of the `cores` has one already, only when what runs waits for something itself.
 */
export interface PoolOptions {
  start: () => Environment;
  limit: number;
  patience: number;
  cores: number;
  /** After how many milliseconds an invocation gets another one all the same. */
  lastPatience: number;
  /** Starts to measure; the result says how many cores have been computing since then. */
  startLoad: () => () => number;
}

/** For how long a look lasts whether what runs waits itself, such as for a slow Gmail, and how many cores compute then at most. */
const LOOK_MS = 250;
const WAITING_CORES = 0.2;

/** From when on an event that nobody waits for goes before what somebody does, and another environment is started for it, in ms. */
const SOON_MS = 1_000;
const AT_LAST_MS = 2_000;

/**
 * Opens a pool with one environment already starting. AWS starts an environment for every concurrent request; here
 * each is a thread on a machine that has two, so short requests queue and only a wait longer than `patience` adds one. More
 * threads that compute than cores slow each other down, and each costs as much to start as a dozen requests.
 * What somebody waits for goes first, so that it takes no longer for what happens beside it, as on AWS.
 */
export function openPool({ start, limit, patience, cores, lastPatience, startLoad }: PoolOptions): Pool {
  const queues: Readonly<Record<Urgency, Waiting[]>> = { "waited-for": [], "some-time": [] };
  const next = (): Urgency | undefined => {
    const [event] = queues["some-time"];
    if (event !== undefined && event.waited() > SOON_MS) return "some-time";
    return URGENCIES.find((urgency) => queues[urgency].length > 0);
  };
  const idle: Environment[] = [start()];
  const all = new Set<Environment>(idle);
  const running = new Set<Promise<void>>();
  const growth = new Map<Urgency, Timer>();

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
    for (let urgency = next(); urgency !== undefined; urgency = next()) {
      const environment = idle.pop() ?? (all.size === 0 ? open() : undefined);
      if (environment === undefined) break;
      const waiting = queues[urgency].shift();
      if (waiting === undefined) break;
      const done: Promise<void> = run(environment, waiting).finally(() => running.delete(done));
      running.add(done);
    }
    scheduleGrowth();
  };
  const scheduleGrowth = (): void => {
    for (const urgency of URGENCIES) {
      const [head] = queues[urgency];
      if (head === undefined) {
        growth.get(urgency)?.cancel();
        growth.delete(urgency);
      } else if (!growth.has(urgency) && all.size < limit) {
        const free = all.size < cores;
        const load = startLoad();
        const wait = whenOver(urgency === "some-time" ? AT_LAST_MS : free ? patience : LOOK_MS, () => {
          growth.delete(urgency);
          const useful = free || load() < WAITING_CORES || head.waited() > lastPatience;
          if (queues[urgency][0] === head && all.size < limit && useful) idle.push(open());
          drain();
        });
        growth.set(urgency, wait);
      }
    }
  };
  return {
    invoke: (invocation, urgency) =>
      new Promise((resolve) => {
        queues[urgency].push({ waited: startWatch(), invocation, resolve });
        drain();
      }),
    close: async () => {
      while (running.size > 0) await Promise.all(running);
      for (const timer of growth.values()) timer.cancel();
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
}
