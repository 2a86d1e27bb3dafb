// One execution environment: loads the handler once and runs one invocation at a time.
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import * as v from "valibot";
import { followClock } from "../clock/followClock.ts";
import { startWatch } from "../clock/patience.ts";
import type { EnvironmentMessage, FunctionError, Invocation } from "./messages.ts";

const { file, exportName, shared } = v.parse(
  v.object({ file: v.string(), exportName: v.string(), shared: v.optional(v.instance(SharedArrayBuffer)) }),
  workerData,
);
// Before the function's own modules are loaded.
followClock(shared);

type Handler = (event: unknown, context: object) => unknown;
const HandlerModule = v.record(v.string(), v.unknown());

function describeError(fault: unknown): FunctionError {
  if (!(fault instanceof Error)) return { errorType: typeof fault, errorMessage: String(fault), trace: [] };
  return { errorType: fault.name, errorMessage: fault.message, trace: (fault.stack ?? "").split("\n") };
}

async function loadHandler(): Promise<Handler> {
  const loaded = v.parse(HandlerModule, { ...((await import(pathToFileURL(file).href)) as object) });
  const handler = loaded[exportName];
  if (typeof handler !== "function") throw new Error(`${exportName} is undefined or not exported`);
  return handler as Handler;
}

async function run(handler: Handler, { event, context }: Invocation): Promise<EnvironmentMessage> {
  const { timeoutMilliseconds, ...rest } = context;
  const elapsed = startWatch();
  try {
    const result = await handler(event, {
      ...rest,
      getRemainingTimeInMillis: () => Math.max(0, timeoutMilliseconds - elapsed()),
    });
    // A handler that returns nothing answers null on AWS.
    return { kind: "result", json: result === undefined ? "null" : JSON.stringify(result) };
  } catch (fault) {
    return { kind: "error", error: describeError(fault) };
  }
}

function post(message: EnvironmentMessage): void {
  parentPort?.postMessage(message);
}

function serve(handler: Handler): void {
  parentPort?.on("message", (invocation: Invocation) => {
    void run(handler, invocation).then(post);
  });
  post({ kind: "ready" });
}

// No top-level await: V8 in Node 20 aborts the process when a thread is ended while it evaluates such a module.
loadHandler().then(serve, (fault: unknown) => {
  post({ kind: "error", error: describeError(fault) });
});
