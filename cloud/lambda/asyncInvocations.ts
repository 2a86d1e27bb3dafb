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
  /** Waits for what is being handled, and forgets what would have been tried again. */
  close(): Promise<void>;
}

/** How a function's events are treated under one qualifier. */
interface InvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
}

// What Lambda does where nothing else is declared. Source: Lambda developer guide, "How Lambda handles errors and retries
// with asynchronous invocation".
const DEFAULT: InvokeConfig = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 6 * 60 * 60 };
const WAITS_MS = [60_000, 120_000];

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
    const tries = taken.tries + 1;
    const wait = waitBeforeRetry({ ...taken, tries }, configs.get(taken.qualifier ?? LATEST) ?? DEFAULT, clock.now());
    if (wait !== undefined) later({ ...taken, tries }, wait);
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
  return {
    settled,
    take: (event, qualifier) => {
      later({ event, qualifier, takenAt: clock.now(), tries: 0 }, 0);
    },
    close: async () => {
      await settled();
      for (const timer of waiting.values()) timer.cancel();
    },
  };
}

/** Says how long an event waits for its next try; undefined when it is given up. */
function waitBeforeRetry(
  { tries, takenAt }: Taken,
  { maximumRetryAttempts, maximumEventAgeInSeconds }: InvokeConfig,
  now: number,
): number | undefined {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined || tries > maximumRetryAttempts) return undefined;
  return now + wait - takenAt > maximumEventAgeInSeconds * 1_000 ? undefined : wait;
}
