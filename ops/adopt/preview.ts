import * as v from "valibot";

import { ok, problem, skipped, warning, type Finding } from "../doctor/finding.ts";
import { firstLine } from "../doctor/pulumiCli.ts";
import { runPulumi, type PulumiRun } from "../stack/pulumi.ts";

const PREVIEW_MILLISECONDS = 5 * 60_000;
const CHECK = "preview";

// pulumi/pulumi, sdk/go/common/display: PreviewDigest and PreviewStep.
const Keys = v.nullish(v.array(v.string()), []);
const Inputs = v.nullish(v.object({ inputs: v.optional(v.record(v.string(), v.unknown()), {}) }));
const Step = v.object({
  op: v.string(),
  urn: v.string(),
  diffReasons: Keys,
  replaceReasons: Keys,
  oldState: Inputs,
  newState: Inputs,
});
const Digest = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    steps: v.nullish(v.array(Step), []),
    diagnostics: v.nullish(v.array(v.object({ message: v.string(), severity: v.optional(v.string(), "") })), []),
  }),
);
type Step = v.InferOutput<typeof Step>;

/** What a step may be called that ends a resource as it is. Source: pulumi/pulumi, pkg/resource/deploy/step.go. */
const ENDS: ReadonlySet<string> = new Set([
  "replace",
  "create-replacement",
  "delete-replaced",
  "delete",
  "discard",
  "discard-replaced",
  "import-replacement",
  "read-replacement",
]);

/** Asks Pulumi what an update would do. */
export function runPreview(stack: string): Promise<PulumiRun> {
  return runPulumi(["preview", "--json", "--stack", stack], PREVIEW_MILLISECONDS);
}

/** Judges a preview: nothing may be replaced or deleted, and what is adopted must be in the state already. */
export function judgePreview(stack: string, run: PulumiRun): Finding[] {
  if (!run.ok && run.missing) return [skipped(CHECK, "needs the Pulumi CLI.")];
  const digest = v.safeParse(Digest, run.ok ? run.output : run.errors);
  if (!run.ok || !digest.success) {
    const said = digest.success
      ? digest.output.diagnostics.find(({ severity }) => severity === "error")?.message
      : undefined;
    const reason = said ?? (run.ok ? "it answered something else than a preview" : run.errors);
    return [
      problem(CHECK, `Pulumi could not make one: ${firstLine(reason)}`, `pulumi preview --stack ${stack} --diff`),
    ];
  }
  const { steps } = digest.output;
  const findings = steps.flatMap((step) => judgeStep(stack, step));
  const ended = findings.some(({ state }) => state === "problem");
  return [...findings, ...(ended ? [] : [ok(CHECK, `${summarize(steps)}; nothing would be replaced or deleted.`)])];
}

function judgeStep(stack: string, step: Step): Finding[] {
  const name = shortName(step.urn);
  const look = `pulumi preview --stack ${stack} --diff`;
  if (ENDS.has(step.op)) {
    const why = step.replaceReasons.length === 0 ? "" : `, because of ${step.replaceReasons.join(", ")}`;
    return [problem(CHECK, `${name}: ${step.op}${why}. Do not run pulumi up.`, look)];
  }
  if (step.op === "import" && step.diffReasons.length > 0) {
    return [
      warning(
        CHECK,
        `${name} differs in ${step.diffReasons.join(", ")}, so it must be put into the state first (see below).`,
        look,
      ),
    ];
  }
  if (step.op === "update" && step.diffReasons.includes("aliases") && step.urn.includes(":Distribution::"))
    return [judgeNames(stack, step)];
  return [];
}

/** A distribution that loses a name answers 403 there at once. */
function judgeNames(stack: string, { oldState, newState }: Step): Finding {
  const names = (state: Step["oldState"]): readonly unknown[] => {
    const aliases = state?.inputs["aliases"];
    return Array.isArray(aliases) ? aliases : [];
  };
  const lost = names(oldState)
    .filter((name) => !names(newState).includes(name))
    .map(String);
  if (lost.length === 0) return ok(CHECK, `the distribution would also answer for ${names(newState).join(", ")}.`);
  return problem(
    CHECK,
    `the distribution would answer for ${lost.join(", ")} no more. Keep the name, with its certificate in us-east-1:`,
    `pulumi config set --stack ${stack} scc:domain ${lost[0] ?? ""}\npulumi config set --stack ${stack} scc:certificateArn arn:aws:acm:us-east-1:...`,
  );
}

function summarize(steps: readonly Step[]): string {
  const counts = new Map<string, number>();
  for (const { op } of steps) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts].map(([op, count]) => `${count} ${op}`).join(", ") || "no step";
}

function shortName(urn: string): string {
  const [types = "", name = ""] = urn.split("::").slice(-2);
  return `${types.split(":").at(-1) ?? types} ${name}`;
}
