import * as v from "valibot";

import { Outputs } from "../stack/outputs.ts";
import { runPulumi } from "../stack/pulumi.ts";
import { ok, problem, skipped, warning, type Finding } from "./finding.ts";
import { firstLine, QUESTION_MILLISECONDS } from "./pulumiCli.ts";

// `pulumi stack export`: apitype.UntypedDeployment with a DeploymentV3 in it (pulumi/pulumi, sdk/go/common/apitype).
// A stack that was never deployed has a deployment of null, or one without resources.
const Resource = v.object({
  urn: v.string(),
  type: v.string(),
  id: v.optional(v.string(), ""),
  outputs: v.optional(v.record(v.string(), v.unknown()), {}),
});
const Operation = v.object({ type: v.string(), resource: v.object({ urn: v.string() }) });
const Exported = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    deployment: v.nullish(
      v.object({ resources: v.nullish(v.array(Resource)), pending_operations: v.nullish(v.array(Operation)) }),
    ),
  }),
);

/** What Pulumi remembers of a stack. */
export interface StackState {
  readonly resources: readonly v.InferOutput<typeof Resource>[];
  readonly pending: readonly v.InferOutput<typeof Operation>[];
  /** The program's outputs; empty before the first update. */
  readonly outputs: Outputs;
}

export type StateAnswer =
  | { readonly kind: "state"; readonly state: StackState }
  | { readonly kind: "no-cli" }
  | { readonly kind: "no-stack" }
  | { readonly kind: "unknown"; readonly reason: string };

/** Asks Pulumi for a stack's state; its secrets stay encrypted. */
export async function readState(stack: string): Promise<StateAnswer> {
  const run = await runPulumi(["stack", "export", "--stack", stack], QUESTION_MILLISECONDS);
  if (!run.ok) {
    if (run.missing) return { kind: "no-cli" };
    return /no stack named/i.test(run.errors)
      ? { kind: "no-stack" }
      : { kind: "unknown", reason: firstLine(run.errors) };
  }
  const parsed = v.safeParse(Exported, run.output);
  if (!parsed.success)
    return { kind: "unknown", reason: "pulumi stack export answered something else than a deployment." };
  const { resources, pending_operations: pending } = parsed.output.deployment ?? {};
  const root = resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
  const outputs = v.safeParse(Outputs, root?.outputs ?? {});
  return {
    kind: "state",
    state: { resources: resources ?? [], pending: pending ?? [], outputs: outputs.success ? outputs.output : {} },
  };
}

/** Judges whether the stack exists and whether an update of it was cut off. */
export function judgeState(stack: string, answer: StateAnswer): Finding[] {
  switch (answer.kind) {
    case "no-cli":
      return [skipped("stack", "needs the Pulumi CLI.")];
    case "no-stack":
      return [problem("stack", `Pulumi knows no stack ${stack} where it is logged in.`, `pulumi stack init ${stack}`)];
    case "unknown":
      return [problem("stack", `Pulumi did not tell its state: ${answer.reason}`, `pulumi stack --stack ${stack}`)];
    case "state":
      return [judgeExistence(answer.state), judgePending(stack, answer.state), ...judgeAlarmMail(stack, answer.state)];
  }
}

function judgeExistence({ resources }: StackState): Finding {
  if (resources.length === 0) return ok("stack", "is there, and nothing is deployed yet.");
  return ok("stack", `is there, with ${resources.length} resources.`);
}

function judgePending(stack: string, { pending }: StackState): Finding {
  if (pending.length === 0) return ok("pending operations", "none: no update was cut off.");
  const shown = pending
    .slice(0, 3)
    .map(({ type, resource }) => `${type} ${shortName(resource.urn)}`)
    .join(", ");
  const more = pending.length > 3 ? ` and ${pending.length - 3} more` : "";
  return problem(
    "pending operations",
    `an update was cut off while ${shown}${more}. Refreshing looks at AWS and asks about each.`,
    `pulumi refresh --stack ${stack}`,
  );
}

/** AWS mails nothing to an address that has not agreed; the provider notes that at each update. */
function judgeAlarmMail(stack: string, { resources }: StackState): Finding[] {
  const mails = resources.filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription");
  const silent = mails.filter(({ outputs }) => outputs["pendingConfirmation"] === true);
  if (silent.length > 0) {
    const endpoint = silent[0]?.outputs["endpoint"];
    const to = typeof endpoint === "string" ? endpoint : "the admin";
    return [
      warning(
        "alarm mail",
        `${to} had not confirmed ${silent.length} of ${mails.length} subscriptions at the last update. Click the link in AWS's mail, then:`,
        `pulumi refresh --stack ${stack}`,
      ),
    ];
  }
  return mails.length === 0 ? [] : [ok("alarm mail", `all ${mails.length} subscriptions are confirmed.`)];
}

function shortName(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return `${type.split(":").at(-1) ?? type} ${name}`;
}
