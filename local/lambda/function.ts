import { randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { bundleEntry } from "../bundle.ts";
import { FileValue, parseResource, type Resource } from "../graph.ts";
import type { Logs } from "../logs.ts";
import { PROJECT_ROOT } from "../root.ts";
import { startEnvironment, type Outcome } from "./environment.ts";
import type { InvocationContext } from "./messages.ts";
import { openPool, type Pool } from "./pool.ts";
import { reservedVariables } from "./variables.ts";

const FunctionInputs = v.object({
  name: v.string(),
  arn: v.string(),
  code: FileValue,
  handler: v.string(),
  runtime: v.pipe(v.string(), v.startsWith("nodejs", "only Node.js functions are realised here")),
  memorySize: v.optional(v.number(), 128),
  timeout: v.optional(v.number(), 3),
  environment: v.optional(v.object({ variables: v.optional(v.record(v.string(), v.string()), {}) }), { variables: {} }),
  loggingConfig: v.optional(v.object({ logGroup: v.optional(v.string()) })),
  layers: v.optional(v.array(v.never("layers are not realised here")), []),
  vpcConfig: v.optional(v.never("a VPC is not realised here")),
});

/** A realised function. */
export interface LambdaFunction {
  name: string;
  arn: string;
  invoke(event: unknown): Promise<Outcome>;
  close(): Promise<void>;
}

// Environments beyond this only fight over the machine's cores.
const MAXIMUM_ENVIRONMENTS = 8;
const PATIENCE_MILLISECONDS = 25;

/** Realises a declared function: its archive's handler in warm worker threads with exactly its declared variables. */
export async function realiseFunction(resource: Resource, dynamoEndpoint: string, logs: Logs): Promise<LambdaFunction> {
  const inputs = parseResource(FunctionInputs, resource);
  const { file: workerFile } = await bundleEntry(join(PROJECT_ROOT, "local/lambda/worker.ts"), "esm");
  const { file, exportName } = locateHandler(inputs.code.path, inputs.handler, resource.name);
  const logGroup = inputs.loggingConfig?.logGroup ?? `/aws/lambda/${inputs.name}`;
  const variables = {
    ...reservedVariables({
      ...inputs, file, logGroup, logStream: "local", memoryMegabytes: inputs.memorySize,
    }),
    AWS_ENDPOINT_URL_DYNAMODB: dynamoEndpoint,
    ...inputs.environment.variables,
  };
  const log = (text: string): void => { logs.write({ source: inputs.name, text }); };
  const pool = openPool({
    limit: MAXIMUM_ENVIRONMENTS,
    patience: PATIENCE_MILLISECONDS,
    start: () => startEnvironment({
      workerFile, file, exportName, variables, onLog: log,
      memoryMegabytes: inputs.memorySize, timeoutMilliseconds: inputs.timeout * 1_000,
    }),
  });
  const context = {
    functionName: inputs.name, functionVersion: "$LATEST", invokedFunctionArn: inputs.arn,
    memoryLimitInMB: String(inputs.memorySize), logGroupName: logGroup, logStreamName: "local",
  };
  return { name: inputs.name, arn: inputs.arn, invoke: (event) => invoke(pool, event, context, log), close: pool.close };
}

async function invoke(
  pool: Pool,
  event: unknown,
  identity: Omit<InvocationContext, "awsRequestId" | "deadline">,
  log: (text: string) => void,
): Promise<Outcome> {
  const awsRequestId = randomUUID();
  const outcome = await pool.invoke({ event, context: { ...identity, awsRequestId, deadline: 0 } });
  const problem = describeFailure(outcome);
  if (problem !== undefined) log(`${new Date().toISOString()} ${awsRequestId} ${problem}`);
  return outcome;
}

/** Words a failed invocation as Lambda's log does; a result is no failure. */
function describeFailure(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case "result": return undefined;
    case "timeout": return `Task timed out after ${(outcome.milliseconds / 1_000).toFixed(2)} seconds`;
    case "crashed": return `RequestId Error: Runtime exited with error: ${outcome.reason}`;
    case "error": return `ERROR Invoke Error ${JSON.stringify(outcome.error)}`;
  }
}

function locateHandler(archive: string, handler: string, name: string): { file: string; exportName: string } {
  const dot = handler.lastIndexOf(".");
  const [module, exportName] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const isDirectory = existsSync(archive) && statSync(archive).isDirectory();
  const file = [".mjs", ".js", ".cjs"].map((extension) => join(archive, module + extension)).find(existsSync);
  if (isDirectory && file !== undefined) return { file, exportName };
  throw new Error(`The function "${name}" declares the handler ${handler}, which is not in the directory ${archive}.`);
}
