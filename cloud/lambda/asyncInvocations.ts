import * as v from "valibot";
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

/** Opens the queue of a function's asynchronous invocations, with what is declared of them. */
export function openAsyncInvocations(lambda: LambdaFunction, declared: readonly Resource[]): AsyncInvocations {
  const configs = new Map<string, InvokeConfig>(
    declared
      .filter(({ inputs }) => nameOfFunction(inputs) === lambda.name)
      .map((resource) => parseInputs(Inputs, resource))
      .map((config) => [config.qualifier, config]),
  );
  const handling = new Set<Promise<void>>();
  const waiting = new Set<NodeJS.Timeout>();

  const attempt = async (
    event: unknown,
    qualifier: string | undefined,
    tries: number,
    takenAt: number,
  ): Promise<void> => {
    const outcome = await lambda.invoke(event, qualifier);
    if (outcome.kind === "result") return;
    const { maximumRetryAttempts, maximumEventAgeInSeconds } = configs.get(qualifier ?? LATEST) ?? DEFAULT;
    const wait = WAITS_MS[tries - 1];
    if (wait === undefined || tries > maximumRetryAttempts) return;
    if (Date.now() + wait - takenAt > maximumEventAgeInSeconds * 1_000) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      start(event, qualifier, tries + 1, takenAt);
    }, wait);
    waiting.add(timer.unref());
  };
  const start = (event: unknown, qualifier: string | undefined, tries: number, takenAt: number): void => {
    const handled: Promise<void> = attempt(event, qualifier, tries, takenAt).finally(() => handling.delete(handled));
    handling.add(handled);
  };
  const settled = async (): Promise<void> => {
    while (handling.size > 0) await Promise.all(handling);
  };
  return {
    settled,
    take: (event, qualifier) => {
      start(event, qualifier, 1, Date.now());
    },
    close: async () => {
      await settled();
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}
