import { execFile } from "node:child_process";
import { dirname } from "node:path";
import * as v from "valibot";

import { Refusal } from "../refusal.ts";
import { Outputs } from "./outputs.ts";

/** The folder that holds Pulumi.yaml. */
export const PROJECT_ROOT = dirname(dirname(import.meta.dirname));
const PULUMI_MILLISECONDS = 60_000;
const OTHER_WAY = "or set SCC_TABLE_NAME and AWS_REGION";

const StackOutputs = v.pipe(v.string(), v.parseJson(), Outputs);

/** How a run of the Pulumi CLI ended; `missing`: it is not installed. */
export type PulumiRun =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly missing: boolean; readonly errors: string };

/** Runs the Pulumi CLI in the project and never asks anything. */
export function runPulumi(args: readonly string[], milliseconds = PULUMI_MILLISECONDS): Promise<PulumiRun> {
  return new Promise((resolve) => {
    const options = { cwd: PROJECT_ROOT, timeout: milliseconds, maxBuffer: 64 * 1_024 * 1_024 };
    execFile("pulumi", [...args, "--non-interactive"], options, (fault, output, errors) => {
      resolve(fault === null ? { ok: true, output } : { ok: false, missing: fault.code === "ENOENT", errors });
    });
  });
}

/** Asks Pulumi for the outputs of a stack. */
export async function readPulumiOutputs(stack: string): Promise<Outputs> {
  const run = await runPulumi(["stack", "output", "--json", "--stack", stack]);
  if (!run.ok) throw new Refusal(explainPulumi(stack, run));
  const outputs = v.safeParse(StackOutputs, run.output);
  if (outputs.success) return outputs.output;
  throw new Refusal(
    `Pulumi's outputs of stack ${stack} are not what index.ts declares. Run pulumi up --stack ${stack}.`,
  );
}

function explainPulumi(stack: string, { missing, errors }: Extract<PulumiRun, { ok: false }>): string {
  if (missing) {
    return `Pulumi knows where stack ${stack} is, and its command is not installed here. Install the Pulumi CLI, ${OTHER_WAY}.`;
  }
  if (/PULUMI_ACCESS_TOKEN|not logged in|pulumi login/i.test(errors))
    return `Pulumi is not logged in. Run pulumi login, ${OTHER_WAY}.`;
  if (/no stack named/i.test(errors))
    return `Pulumi knows no stack ${stack}. Run pulumi stack ls to see which there are.`;
  const reason = errors.split("\n").find((line) => line.trim() !== "") ?? "it did not answer in time";
  return `Pulumi did not tell where stack ${stack} is: ${reason.trim()}. Solve that, ${OTHER_WAY}.`;
}
