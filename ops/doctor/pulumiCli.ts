import * as v from "valibot";

import { runPulumi, type PulumiRun } from "../stack/pulumi.ts";
import { ok, problem, skipped, warning, type Finding } from "./finding.ts";
import { compareVersions, installedVersion } from "./machine.ts";

/** How long the Pulumi CLI may take for a question of the doctor's. */
export const QUESTION_MILLISECONDS = 30_000;

// pulumi/pulumi, pkg/cmd/pulumi/whoami: user and url are always there.
const WhoAmI = v.pipe(v.string(), v.parseJson(), v.object({ user: v.string(), url: v.string() }));

/** Looks at the Pulumi CLI and at where it keeps the stacks' state. */
export async function checkPulumi(): Promise<readonly Finding[]> {
  const [version, login, sdk] = await Promise.all([
    runPulumi(["version"], QUESTION_MILLISECONDS),
    runPulumi(["whoami", "--json"], QUESTION_MILLISECONDS),
    installedVersion("@pulumi/pulumi"),
  ]);
  return [judgeVersion(version, sdk ?? "3.0.0"), judgeLogin(login)];
}

/** Judges the CLI's version: the program's SDK may ask an older engine for what it does not have. */
export function judgeVersion(run: PulumiRun, sdk: string): Finding {
  const install = `curl -fsSL https://get.pulumi.com | sh -s -- --version ${sdk}`;
  if (!run.ok) {
    return run.missing
      ? problem("Pulumi CLI", "is not installed, or not on the PATH.", install)
      : problem("Pulumi CLI", `does not run: ${firstLine(run.errors)}`, install);
  }
  const version = /^v?(\d+\.\d+\.\d+\S*)/.exec(run.output.trim())?.[1];
  if (version === undefined) return warning("Pulumi CLI", `says "${firstLine(run.output)}" for its version.`, install);
  if (major(version) !== major(sdk))
    return problem("Pulumi CLI", `${version} does not go with the SDK ${sdk} of package.json.`, install);
  if (compareVersions(version, sdk) < 0)
    return warning("Pulumi CLI", `${version} is older than the SDK ${sdk} of package.json.`, install);
  return ok("Pulumi CLI", `${version}, with the SDK ${sdk}.`);
}

/** Judges whether the CLI is logged in, and says where. */
export function judgeLogin(run: PulumiRun): Finding {
  if (run.ok) {
    const who = v.safeParse(WhoAmI, run.output);
    if (who.success) return ok("Pulumi login", `${who.output.user} at ${withoutCredentials(who.output.url)}.`);
    return warning(
      "Pulumi login",
      "pulumi whoami --json answered something else than user and url.",
      "pulumi whoami --verbose",
    );
  }
  if (run.missing) return skipped("Pulumi login", "needs the Pulumi CLI.");
  if (/PULUMI_ACCESS_TOKEN|not logged in|pulumi login/i.test(run.errors))
    return problem("Pulumi login", "Pulumi is not logged in.", "pulumi login");
  return problem(
    "Pulumi login",
    `Pulumi does not reach its backend: ${firstLine(run.errors)}`,
    "pulumi whoami --verbose",
  );
}

/** Takes the first line that says something, without the word in front. */
export function firstLine(text: string): string {
  const line = text.split("\n").find((candidate) => candidate.trim() !== "") ?? "it did not answer in time";
  return line
    .trim()
    .replace(/^error: /, "")
    .replace(/([^.])$/, "$1.");
}

function major(version: string): string {
  return version.split(".")[0] ?? "";
}

/** A backend of one's own may carry a password in its URL. */
function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
