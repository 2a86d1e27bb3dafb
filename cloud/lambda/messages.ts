/** What the embedded Lambda service and an execution environment say to each other. */

/** Given to the environment when it starts. */
export interface EnvironmentData {
  file: string;
  exportName: string;
  /** The instant of a clock that is moved by hand. */
  shared?: SharedArrayBuffer | undefined;
}

/** The parts of Lambda's context object that can cross a thread. */
export interface InvocationContext {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  /** How long the handler may take. */
  timeoutMilliseconds: number;
}

/** One invocation. */
export interface Invocation {
  event: unknown;
  context: InvocationContext;
}

/** How an error of the function reads in its log and in an asynchronous answer. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace: readonly string[];
}

/** The environment's side: ready once, then one answer for each invocation; results travel as the JSON that AWS would see. */
export type EnvironmentMessage =
  | { kind: "ready" }
  | { kind: "result"; json: string }
  | { kind: "error"; error: FunctionError };
