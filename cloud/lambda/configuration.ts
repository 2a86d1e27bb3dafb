import * as v from "valibot";
import { FileValue, parseResource, type Resource } from "../graph/graph.ts";
import { identifyCode, isDirectory, locateHandler } from "./code.ts";
import { PUBLISHED } from "./types.ts";
import type { Deployment } from "./versions.ts";

const FunctionInputs = v.object({
  name: v.string(),
  arn: v.string(),
  code: FileValue,
  description: v.optional(v.string(), ""),
  handler: v.string(),
  runtime: v.pipe(v.string(), v.startsWith("nodejs", "only Node.js functions are realised here")),
  architectures: v.optional(v.array(v.string()), ["x86_64"]),
  role: v.string(),
  memorySize: v.optional(v.number(), 128),
  timeout: v.optional(v.number(), 3),
  publish: v.optional(v.boolean(), false),
  // The provider's -1 reserves nothing and so sets no limit.
  reservedConcurrentExecutions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-1)), -1),
  environment: v.optional(v.object({ variables: v.optional(v.record(v.string(), v.string()), {}) }), { variables: {} }),
  loggingConfig: v.optional(v.object({ logGroup: v.optional(v.string()) })),
  layers: v.optional(v.array(v.never("layers are not realised here")), []),
  vpcConfig: v.optional(v.never("a VPC is not realised here")),
});

const AliasInputs = v.object({
  name: v.string(),
  functionVersion: v.string(),
  description: v.optional(v.string(), ""),
  routingConfig: v.optional(v.never("traffic split between versions is not realised here")),
});

/** What the program declares of one function and its aliases. */
export interface DeclaredFunction extends Deployment {
  name: string;
  arn: string;
  /** How many invocations may be under way at once, of all versions together. */
  concurrency: number;
}

/** Reads a declared function with its aliases; a handler that is not in the code is an error that names both. */
export function readDeclaredFunction(resource: Resource, aliases: readonly Resource[]): DeclaredFunction {
  const { name, arn, code, handler, publish, environment, loggingConfig, ...inputs } = parseResource(
    FunctionInputs,
    resource,
  );
  if (!isDirectory(code.path) || locateHandler(code.path, handler) === undefined) {
    throw new Error(
      `The function "${resource.name}" declares the handler ${handler}, which is not in the directory ${code.path}.`,
    );
  }
  return {
    name,
    arn,
    publish,
    concurrency: inputs.reservedConcurrentExecutions === -1 ? Infinity : inputs.reservedConcurrentExecutions,
    configuration: {
      description: inputs.description,
      handler,
      runtime: inputs.runtime,
      architectures: inputs.architectures,
      role: inputs.role,
      memorySize: inputs.memorySize,
      timeout: inputs.timeout,
      ...identifyCode(code.path),
      code: code.path,
      variables: environment.variables,
      logGroup: loggingConfig?.logGroup ?? `/aws/lambda/${name}`,
    },
    aliases: aliases.map((alias) => {
      const wanted = parseResource(AliasInputs, alias);
      const functionVersion = wanted.functionVersion === PUBLISHED ? undefined : wanted.functionVersion;
      return { name: wanted.name, description: wanted.description, functionVersion };
    }),
  };
}
