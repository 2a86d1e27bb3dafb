import { Worker } from "node:worker_threads";
import { whenOver } from "../clock/patience.ts";
import type { EnvironmentData, EnvironmentMessage, FunctionError, Invocation } from "./messages.ts";

/** What came of one invocation. */
export type Outcome =
  | { kind: "result"; json: string }
  | { kind: "error"; error: FunctionError }
  | { kind: "crashed"; reason: string }
  /** Not invoked: as many invocations are under way as are reserved for the function. */
  | { kind: "throttled" }
  | { kind: "timeout"; milliseconds: number };

/** Words a timeout as Lambda does, in its log and in its answers. */
export function describeTimeout({ milliseconds }: Extract<Outcome, { kind: "timeout" }>): string {
  return `Task timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`;
}

/** What an execution environment needs to start. */
export interface EnvironmentOptions extends EnvironmentData {
  workerFile: string;
  variables: Readonly<Record<string, string>>;
  memoryMegabytes: number;
  timeoutMilliseconds: number;
  onLog: (text: string) => void;
}

/** One warm execution environment; after a crash, a timeout or a failed start it is not `usable` again. */
export interface Environment {
  invoke(invocation: Invocation): Promise<Outcome>;
  usable(): boolean;
  /** Ends it in the middle of whatever it does; resolves when it is gone. */
  kill: () => Promise<void>;
  close(): Promise<void>;
}

// AWS gives the initialisation of a function ten seconds.
const INIT_TIMEOUT_MILLISECONDS = 10_000;

/** Starts an execution environment in a worker thread whose environment variables are exactly the given ones. */
export function startEnvironment(options: EnvironmentOptions): Environment {
  const { workerFile, file, exportName, shared, variables, memoryMegabytes, onLog } = options;
  const worker = new Worker(workerFile, {
    workerData: { file, exportName, shared } satisfies EnvironmentData,
    env: { ...variables },
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  forwardLines(worker, onLog);

  let usable = true;
  let settle: ((outcome: Outcome) => void) | undefined;
  const finish = (outcome: Outcome): void => {
    const waiting = settle;
    settle = undefined;
    waiting?.(outcome);
  };
  let reason = "the process exited";
  worker.on("error", (fault: unknown) => {
    reason = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  });
  const exited = new Promise<void>((resolve) =>
    worker.once("exit", () => {
      usable = false;
      finish({ kind: "crashed", reason });
      resolve();
    }),
  );

  const expect = (milliseconds: number): Promise<Outcome> =>
    new Promise((resolve) => {
      const timer = whenOver(milliseconds, () => {
        usable = false;
        void worker.terminate();
        finish({ kind: "timeout", milliseconds });
      });
      settle = (outcome) => {
        timer.cancel();
        resolve(outcome);
      };
    });
  worker.on("message", (message: EnvironmentMessage) => {
    finish(message.kind === "ready" ? { kind: "result", json: "null" } : message);
  });

  const started = expect(INIT_TIMEOUT_MILLISECONDS).then((outcome) => {
    if (outcome.kind !== "result") usable = false;
    return outcome;
  });
  return {
    invoke: async (invocation) => {
      const start = await started;
      if (start.kind !== "result" || !usable) return start.kind === "result" ? { kind: "crashed", reason } : start;
      // Counted from when the handler starts: on AWS a cold start is not part of the declared timeout.
      const outcome = expect(options.timeoutMilliseconds);
      worker.postMessage(invocation);
      return outcome;
    },
    usable: () => usable,
    kill: async () => {
      usable = false;
      reason = "signal: killed";
      await worker.terminate();
      await exited;
    },
    close: async () => {
      usable = false;
      // A thread that is still loading modules is let finish: ending it then can take the whole process with it.
      await started;
      await worker.terminate();
      await exited;
    },
  };
}

function forwardLines(worker: Worker, onLog: (text: string) => void): void {
  for (const stream of [worker.stdout, worker.stderr]) {
    let rest = "";
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(onLog);
    });
    stream.on("end", () => {
      if (rest !== "") onLog(rest);
    });
  }
}
