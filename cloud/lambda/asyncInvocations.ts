import * as v from "valibot";
import type { Clock, Timer } from "../clock/clock.ts";
import { parseInputs, type Resource } from "../graph/graph.ts";
import type { LambdaFunction } from "./function.ts";
import { nameOfFunction } from "./types.ts";
import { LATEST } from "./versions.ts";

/** Events that a function was asked to handle without anybody waiting for it. */
export interface AsyncInvocations {
  /** Takes an event. Whoever asked is answered now; what fails is tried again later. */
  take(event: unknown, qualifier: string | undefined): void;
  /** Waits until nothing is being handled; what will be tried again later is not waited for. */
  settled(): Promise<void>;
  /** Takes an event of a schedule, which is due now; resolves when its first try has ended. */
  handle(event: unknown, qualifier: string | undefined): Promise<void>;
  /** Waits for what is being handled, and forgets what would have been tried again. */
  close(): Promise<void>;
}

/** A function that is also asked to handle events later. */
export type Invocable = LambdaFunction & { readonly later: AsyncInvocations };

/** How a function's events are treated under one qualifier. */
interface InvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
}

// What Lambda does where nothing else is declared. Source: Lambda developer guide, "How Lambda handles errors and retries
// with asynchronous invocation".
const DEFAULT: InvokeConfig = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 6 * 60 * 60 };
const WAITS_MS = [60_000, 120_000];
// A throttled event waits exponentially longer, and that does not count as a try.
const FIRST_THROTTLED_WAIT_MS = 1_000;
const LONGEST_THROTTLED_WAIT_MS = 300_000;

const Inputs = v.strictObject({
  functionName: v.string(),
  qualifier: v.optional(v.string(), LATEST),
  maximumRetryAttempts: v.optional(v.number(), DEFAULT.maximumRetryAttempts),
  maximumEventAgeInSeconds: v.optional(v.number(), DEFAULT.maximumEventAgeInSeconds),
});

/** An event on its way, and how often it was tried. */
interface Taken {
  readonly event: unknown;
  readonly qualifier: string | undefined;
  readonly takenAt: number;
  readonly tries: number;
  /** How often it was throttled since the last try. */
  readonly throttles: number;
}

/**
 * Opens the queue of a function's asynchronous invocations, with what is declared of them. The first try, too, is due on the
 * clock, at once: whoever moves a clock by hand decides when events are handled.
 */
export function openAsyncInvocations(
  lambda: LambdaFunction,
  declared: readonly Resource[],
  clock: Clock,
): AsyncInvocations {
  const configs = new Map<string, InvokeConfig>(
    declared
      .filter(({ inputs }) => nameOfFunction(inputs) === lambda.name)
      .map((resource) => parseInputs(Inputs, resource))
      .map((config) => [config.qualifier, config]),
  );
  const handling = new Set<Promise<void>>();
  const waiting = new Map<Taken, Timer>();

  const attempt = async (taken: Taken): Promise<void> => {
    const outcome = await lambda.invoke(taken.event, taken.qualifier);
    if (outcome.kind === "result") return;
    const next =
      outcome.kind === "throttled"
        ? { ...taken, throttles: taken.throttles + 1 }
        : { ...taken, throttles: 0, tries: taken.tries + 1 };
    const wait = waitBeforeRetry(next, configs.get(taken.qualifier ?? LATEST) ?? DEFAULT, clock.now());
    if (wait !== undefined) later(next, wait);
  };
  const handle = (taken: Taken): Promise<void> => {
    waiting.delete(taken);
    const handled: Promise<void> = attempt(taken).finally(() => handling.delete(handled));
    handling.add(handled);
    return handled;
  };
  const later = (taken: Taken, wait: number): void => {
    waiting.set(
      taken,
      clock.after(wait, () => handle(taken)),
    );
  };
  const settled = async (): Promise<void> => {
    // Whoever asked was told that it would be handled.
    for (const [taken, timer] of waiting) {
      if (taken.tries > 0) continue;
      timer.cancel();
      void handle(taken);
    }
    if (handling.size === 0) return;
    await Promise.all(handling);
    await settled();
  };
  const taken = (event: unknown, qualifier: string | undefined): Taken => {
    return { event, qualifier, takenAt: clock.now(), tries: 0, throttles: 0 };
  };
  return {
    settled,
    take: (event, qualifier) => {
      later(taken(event, qualifier), 0);
    },
    handle: (event, qualifier) => handle(taken(event, qualifier)),
    close: async () => {
      await settled();
      for (const timer of waiting.values()) timer.cancel();
    },
  };
}

/** Says how long an event waits for its next try; undefined when it is given up. */
function waitBeforeRetry(taken: Taken, config: InvokeConfig, now: number): number | undefined {
  const wait = taken.throttles > 0 ? throttledWait(taken.throttles) : failedWait(taken.tries, config);
  const isTooOld = wait !== undefined && now + wait - taken.takenAt > config.maximumEventAgeInSeconds * 1_000;
  return isTooOld ? undefined : wait;
}

function throttledWait(throttles: number): number {
  return Math.min(FIRST_THROTTLED_WAIT_MS * 2 ** (throttles - 1), LONGEST_THROTTLED_WAIT_MS);
}

function failedWait(tries: number, { maximumRetryAttempts }: InvokeConfig): number | undefined {
  return tries > maximumRetryAttempts ? undefined : WAITS_MS[tries - 1];
}
