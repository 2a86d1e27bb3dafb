import * as v from "valibot";

import { OUTPUT_NAMES, type OutputName } from "../../rules/contract/outputs.ts";
import { Refusal } from "../refusal.ts";

/** The variable that stands in for each output of the program. */
const VARIABLES = {
  url: "SCC_URL",
  tableName: "SCC_TABLE_NAME",
  bucketName: "SCC_BUCKET_NAME",
  functionName: "SCC_FUNCTION_NAME",
  keyValueStoreArn: "SCC_KEY_VALUE_STORE_ARN",
  distributionId: "SCC_DISTRIBUTION_ID",
  region: "AWS_REGION",
} as const satisfies Record<OutputName, string>;

/** The outputs that the commands read; a stack that is half deployed has some of them. */
export const Outputs = v.object(v.entriesFromList(OUTPUT_NAMES, v.exactOptional(v.string())));
export type Outputs = v.InferOutput<typeof Outputs>;

/** Reads an output that a command cannot do without. */
export function needOutput(stack: string, outputs: Outputs, name: OutputName): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new Refusal(
    `Stack ${stack} has no ${name} yet. Create it with pulumi up --stack ${stack}, or set ${VARIABLES[name]} and AWS_REGION.`,
  );
}

/** Reads the outputs from the environment; undefined when it names nothing of a stack. */
export function outputsFromEnvironment(env: Readonly<Record<string, string | undefined>>): Outputs | undefined {
  const found = Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const value = env[variable] ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  const ours = found.filter(([name]) => name !== "region").map(([name]) => VARIABLES[name as OutputName]);
  if (ours.length === 0) return undefined;
  const outputs = v.parse(Outputs, Object.fromEntries(found));
  if (outputs.region !== undefined) return outputs;
  throw new Refusal(`${ours[0] ?? ""} is set and AWS_REGION is not. Set both, or neither to ask Pulumi.`);
}
