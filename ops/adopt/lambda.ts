import type { FunctionConfiguration } from "@aws-sdk/client-lambda";

import {
  ENVIRONMENT_BYTES_MAX,
  environmentBytes,
  isReservedKey,
  type MergedEnvironment,
} from "../../rules/stack/mergeEnvironment.ts";
import { FUNCTION_PLAN } from "../../rules/stack/functionPlan.ts";
import { ok, problem, warning, type Finding } from "../doctor/finding.ts";
import type { Clients } from "../stack/clients.ts";
import { leaveOut, orUndefined, type Place } from "./place.ts";

/** Reads an existing function's unpublished state; undefined if there is none of that name. */
export async function readFunctionFacts(
  clients: Clients,
  FunctionName: string,
): Promise<FunctionConfiguration | undefined> {
  const client = await clients.lambda();
  const { GetFunctionConfigurationCommand } = await import("@aws-sdk/client-lambda");
  return orUndefined(client.send(new GetFunctionConfigurationCommand({ FunctionName })), ["ResourceNotFoundException"]);
}

/** Computes the environment that the function would have, from what it carries now; undefined where secrets are not at hand. */
export type Merge = (existing: Readonly<Record<string, string>>) => MergedEnvironment | undefined;

/** Compares an existing function with the one that the program declares. Names of variables are shown, their values are not. */
export function judgeFunction(
  place: Place,
  name: string,
  facts: FunctionConfiguration | undefined,
  merge: Merge,
): Finding[] {
  const check = `function ${name}`;
  const out = leaveOut(place, "function");
  if (facts === undefined) return [problem(check, `is not in ${place.region} of this account.`, out)];
  if (facts.PackageType === "Image")
    return [
      problem(
        check,
        "would be REPLACED: it is a container image, and the program brings an archive. Keep it out:",
        out,
      ),
    ];
  const look = `aws lambda get-function-configuration --region ${place.region} --function-name ${name}`;
  return [
    ok(
      check,
      `would be changed in place: ${["code", ...changesOf(facts)].join(", ")}; versions that are published stay.`,
    ),
    ...judgeVariables(place, name, facts, merge),
    ...lossesOf(facts).map((loss) => warning(check, loss, look)),
  ];
}

function changesOf(facts: FunctionConfiguration): string[] {
  const pairs = [
    ["runtime", facts.Runtime, FUNCTION_PLAN.runtime],
    ["processor", facts.Architectures?.join(), FUNCTION_PLAN.architectures.join()],
    ["handler", facts.Handler, FUNCTION_PLAN.handler],
    ["memory", facts.MemorySize, FUNCTION_PLAN.memorySize],
    ["timeout", facts.Timeout, FUNCTION_PLAN.timeout],
  ] as const;
  const changed = pairs
    .filter(([, now, then]) => now !== then)
    .map(([what, now, then]) => `${what} ${now ?? "none"} to ${then}`);
  return [...changed, "role", "log group"];
}

function judgeVariables({ stack }: Place, name: string, facts: FunctionConfiguration, merge: Merge): Finding[] {
  const check = `function ${name}`;
  const existing = facts.Environment?.Variables ?? {};
  const own = Object.keys(existing).filter((key) => !isReservedKey(key));
  const merged = merge(existing);
  const look = `pulumi config --stack ${stack}`;
  if (merged === undefined)
    return [ok(check, `carries the variables ${list(own)}, which stay unless the program declares them.`)];
  if (!merged.ok)
    return [problem(check, `its variables do not go with the declared ones: ${merged.problems.join(" ")}`, look)];
  const kept = own.filter((key) => merged.variables[key] === existing[key]);
  const replaced = own.filter((key) => !kept.includes(key));
  const bytes = `${environmentBytes(merged.variables)} of ${ENVIRONMENT_BYTES_MAX} bytes`;
  return [
    ok(
      check,
      `keeps its variables as secrets: ${list(kept)}; the program's own values replace ${list(replaced)}; ${bytes} in all.`,
    ),
  ];
}

function lossesOf({ VpcConfig, Layers = [], DeadLetterConfig }: FunctionConfiguration): string[] {
  return [
    ...((VpcConfig?.SubnetIds ?? []).length > 0 ? ["would leave its VPC, which the program does not declare."] : []),
    ...(Layers.length > 0 ? [`would lose its ${Layers.length} layers; the archive brings all it needs.`] : []),
    ...(DeadLetterConfig?.TargetArn === undefined ? [] : ["would lose its dead-letter queue."]),
  ];
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : [...names].sort().join(", ");
}
