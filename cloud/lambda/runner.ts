import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Credentials } from "../aws/accessKeys.ts";
import type { Clock } from "../clock/clock.ts";
import { startLoad } from "../clock/patience.ts";
import type { Logs } from "../data/logs.ts";
import { findCodeProblem, locateHandler } from "./code.ts";
import { describeTimeout, startEnvironment, type Outcome } from "./executionEnvironment.ts";
import { openPool, type Urgency } from "./pool.ts";
import type { Sessions } from "./sessions.ts";
import { credentialVariables, reservedVariables } from "./variables.ts";
import type { Version } from "./versions.ts";

/** What every version of a function runs on. */
export interface RunnerOptions {
  functionName: string;
  workerFile: string;
  dynamoEndpoint: string;
  /** Where Lambda's own API answers: a function may invoke functions. */
  controlPlaneUrl: string;
  /** Makes credentials of its own for each environment that runs with a role. */
  credentials: (role: string, environment: number) => Credentials;
  sessions: Sessions;
  clock: Clock;
  logs: Logs;
}

/** Runs one version of a function. */
export interface Runner {
  invoke(event: unknown, invokedFunctionArn: string, urgency: Urgency): Promise<Outcome>;
  /** Waits for invocations under way, then ends every environment. */
  close(): Promise<void>;
}

// Environments beyond this only fight over the machine's cores.
const MAXIMUM_ENVIRONMENTS = 8;
const PATIENCE_MILLISECONDS = 25;
const LAST_PATIENCE_MILLISECONDS = 10_000;

/** Starts a version in warm worker threads with exactly its own variables; one whose code is gone says so at each call. */
export function startRunner(version: Version, options: RunnerOptions): Runner {
  const { functionName, workerFile, dynamoEndpoint, controlPlaneUrl, credentials, sessions, clock, logs } = options;
  const stream = logStreamName(version.version, new Date(clock.now()));
  const log = (text: string): void => {
    logs.write({ source: functionName, stream, text });
  };
  const problem = findCodeProblem(version);
  const handler = locateHandler(version.code, version.handler);
  if (problem !== undefined || handler === undefined) return refuse(problem ?? `${version.handler} is not there`, log);
  const variables = {
    ...reservedVariables({
      ...version,
      name: functionName,
      file: handler.file,
      memoryMegabytes: version.memorySize,
      logStream: stream,
    }),
    AWS_ENDPOINT_URL_DYNAMODB: dynamoEndpoint,
    AWS_ENDPOINT_URL_LAMBDA: controlPlaneUrl,
    ...version.variables,
  };
  const timeoutMilliseconds = version.timeout * 1_000;
  const pool = openPool({
    limit: MAXIMUM_ENVIRONMENTS,
    patience: PATIENCE_MILLISECONDS,
    cores: availableParallelism(),
    lastPatience: LAST_PATIENCE_MILLISECONDS,
    startLoad,
    start: () => {
      const number = sessions.next();
      const own = credentials(version.role, number);
      const environment = startEnvironment({
        workerFile,
        ...handler,
        shared: clock.shared,
        variables: { ...credentialVariables(own), ...variables },
        onLog: log,
        memoryMegabytes: version.memorySize,
        timeoutMilliseconds,
      });
      sessions.enter(own.accessKeyId, { functionName, number, kill: environment.kill });
      return {
        ...environment,
        close: async () => {
          await environment.close();
          sessions.leave(own.accessKeyId);
        },
      };
    },
  });
  const context = {
    functionName,
    functionVersion: version.version,
    memoryLimitInMB: String(version.memorySize),
    logGroupName: version.logGroup,
    logStreamName: stream,
  };
  const invoke: Runner["invoke"] = async (event, invokedFunctionArn, urgency) => {
    const awsRequestId = randomUUID();
    const outcome = await pool.invoke(
      { event, context: { ...context, invokedFunctionArn, awsRequestId, timeoutMilliseconds } },
      urgency,
    );
    const failure = describeFailure(outcome);
    if (failure !== undefined) log(`${new Date(clock.now()).toISOString()} ${awsRequestId} ${failure}`);
    return outcome;
  };
  return { invoke, close: pool.close };
}

function refuse(reason: string, log: (text: string) => void): Runner {
  log(reason);
  return {
    invoke: () => {
      log(reason);
      return Promise.resolve({ kind: "crashed", reason });
    },
    close: () => Promise.resolve(),
  };
}

/** Names a stream as Lambda does: day, version and a random part. */
function logStreamName(version: string, now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[${version}]${randomUUID().replaceAll("-", "")}`;
}

/** Words a failed invocation as Lambda's log does; a result is no failure. */
function describeFailure(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case "result":
    case "throttled":
      return undefined;
    case "timeout":
      return describeTimeout(outcome);
    case "crashed":
      return `RequestId Error: Runtime exited with error: ${outcome.reason}`;
    case "error":
      return `ERROR Invoke Error ${JSON.stringify(outcome.error)}`;
  }
}
