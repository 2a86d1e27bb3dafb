import { join } from "node:path";
import * as v from "valibot";
import { ROOT, runProgram, type Run } from "./languageHost.ts";
import type { Registration } from "./monitor.ts";
import type { Properties } from "./properties.ts";
import { readStackConfig } from "./stackFile.ts";
import { onceInRun } from "../support/onceInRun.ts";

export const STACKS = ["staging", "prod"] as const;
export type StackName = (typeof STACKS)[number];

/** Values that must never show outside a secret; made up for these tests. */
export const SECRETS = {
  "scc:gmailClientId": "test-client-id-5c1d",
  "scc:gmailClientSecret": "test-client-secret-8f2a",
  "scc:gmailRefreshToken": "test-refresh-token-3b7e",
};

// Pulumi's marks on the wire. Source: pulumi/pulumi, sdk/nodejs/runtime/rpc.ts.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const Secret = v.object({ [SIGNATURE]: v.literal("1b47061264138c4ac30d75fd1eb44270"), value: v.unknown() });

/** Everything one run of the program declared. */
export interface Graph {
  readonly run: Run;
  readonly stack: string;
  /** The stack's plain configuration, objects as JSON text. */
  readonly config: Readonly<Record<string, string>>;
  readonly resources: readonly Registration[];
  readonly outputs: Properties;
}

/** Reads a stack's own configuration file. */
export function stackConfig(stack: StackName): Record<string, string> {
  return readStackConfig(join(ROOT, `Pulumi.${stack}.yaml`));
}

/** Runs the program for a stack as it is deployed, with test secrets in place of the operator's. */
export function captureGraph(
  stack: StackName,
  extra: Readonly<Record<string, string>> = {},
  dryRun = false,
): Promise<Graph> {
  return captureStack(stack, { ...stackConfig(stack), ...extra }, dryRun);
}

/** Runs the program for a stack of any name: once, as it takes seconds, and the same configuration declares the same. */
export function captureStack(stack: string, config: Readonly<Record<string, string>>, dryRun = false): Promise<Graph> {
  return onceInRun(`graph ${JSON.stringify([stack, config, dryRun])}`, () => capture(stack, config, dryRun));
}

async function capture(stack: string, config: Readonly<Record<string, string>>, dryRun: boolean): Promise<Graph> {
  const run = await runProgram({ stack, config, secrets: SECRETS, dryRun });
  if (run.exitCode !== 0)
    throw new Error([`exit code ${run.exitCode}`, ...run.recording.errors, run.stderr].join("\n"));
  const root = run.recording.registrations.find(({ type }) => type === "pulumi:pulumi:Stack");
  const outputs = run.recording.outputs.get(root?.urn ?? "") ?? {};
  return { run, stack, config, resources: run.recording.registrations.filter(({ custom }) => custom), outputs };
}

/** Finds the resources of a type. */
export function all(graph: Graph, type: string): Registration[] {
  return graph.resources.filter((resource) => resource.type === type);
}

/** Finds the one resource of a type, or the one of that name. */
export function only(graph: Graph, type: string, name?: string): Registration {
  const found = all(graph, type).filter((resource) => name === undefined || resource.name === name);
  const [resource] = found;
  if (resource === undefined || found.length > 1) throw new Error(`${found.length} resources of ${type} ${name ?? ""}`);
  return resource;
}

/** Unwraps a value that Pulumi must have marked as secret; throws for a plain one. */
export function unwrapSecret(value: unknown): unknown {
  return v.parse(Secret, value).value;
}

/** Copies a value with every secret in it left out. */
export function withoutSecrets(value: unknown): unknown {
  if (v.is(Secret, value)) return "[secret]";
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item)]));
}

const Policy = v.object({
  Version: v.literal("2012-10-17"),
  Statement: v.array(
    v.object({
      Effect: v.string(),
      Action: v.union([v.string(), v.array(v.string())]),
      Resource: v.optional(v.union([v.string(), v.array(v.string())])),
      Principal: v.optional(v.unknown()),
      Condition: v.optional(v.unknown()),
    }),
  ),
});

/** Reads a policy document's statements. */
export function statements(policy: unknown): v.InferOutput<typeof Policy>["Statement"] {
  return v.parse(v.pipe(v.string(), v.parseJson(), Policy), policy).Statement;
}
