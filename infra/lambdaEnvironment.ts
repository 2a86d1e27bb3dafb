import { getFunctionOutput } from "@pulumi/aws/lambda/getFunction.js";
import * as pulumi from "@pulumi/pulumi";
import type { Variables } from "../rules/stack/mergeEnvironment.ts";
import { stackEnvironment, type StackEnvironment } from "../rules/stack/functionVariables.ts";
import type { StackConfig } from "./config.ts";
import { operatorError } from "./operatorError.ts";

export interface EnvironmentArgs {
  readonly config: StackConfig;
  readonly tableName: string;
  readonly slot: string;
  /** What an adopted function carried before; kept unless this program declares it. */
  readonly existing?: pulumi.Input<Variables>;
}

/** Reads what a function carries that is taken over, as one secret: nobody knows what was put there. */
export function readAdoptedVariables(functionName: string | undefined): pulumi.Input<Variables> {
  if (functionName === undefined) return {};
  // Without the qualifier it would be the newest published version, which need not be what was configured last.
  const { environment } = getFunctionOutput({ functionName, qualifier: "$LATEST" });
  return pulumi.secret(environment.variables);
}

/** Merges everything into the function's environment, a secret output; every problem stops the program at preview. */
export function lambdaEnvironment({
  config,
  tableName,
  slot,
  existing = {},
}: EnvironmentArgs): pulumi.Output<Variables> {
  const { stack, gmail, secretEnvironment } = config;
  const merged = pulumi.all([gmail, secretEnvironment, existing]).apply(([secrets, extra, before]) =>
    requireEnvironment({
      stack,
      config,
      tableName,
      slot,
      gmail: secrets,
      secretEnvironment: extra,
      existing: before,
    }),
  );
  return pulumi.secret(merged);
}

function requireEnvironment(parts: StackEnvironment): Variables {
  const merged = stackEnvironment(parts);
  if (merged.ok) return merged.variables;
  throw operatorError(
    `The Lambda's environment cannot be built:\n${merged.problems.map((problem) => `  ${problem}`).join("\n")}`,
  );
}
