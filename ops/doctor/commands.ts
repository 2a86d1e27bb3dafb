import type { Command, Invocation, Report } from "../cli/command.ts";
import { describeFindings } from "./describe.ts";
import { runChecks, type Check } from "./runChecks.ts";
import { localChecks, machineChecks, stackChecks } from "./stackChecks.ts";

const doctor: Command = {
  name: "doctor",
  summary: "looks, before pulumi up, for all that would make it fail: machine, configuration, Gmail, AWS, limits",
  positionals: [],
  flags: {},
  stack: "optional",
  notes:
    "Without --stack it looks at this machine alone. It changes nothing. ✓ is well, ! wants a look, ✗ must be solved;\n" +
    "under each stands what to type. It exits with 1 when there is a ✗.",
  run: diagnose,
};

async function diagnose(call: Invocation): Promise<Report> {
  const { stackName } = call;
  const again = `npm run ops -- doctor${stackName === undefined ? "" : ` --stack ${stackName}`}`;
  const progress = (text: string): void => {
    call.terminal.progress(text);
  };
  const findings = await runChecks(checksOf(call, again), { again, progress });
  const healthy = findings.every(({ state }) => state !== "problem");
  return { ok: healthy, text: describeFindings(findings, verdictOf(stackName)), data: findings };
}

function checksOf(call: Invocation, again: string): readonly Check[] {
  const { stackName } = call;
  if (stackName === undefined) return machineChecks();
  return stackName === "local" ? localChecks(() => call.openStack()) : stackChecks(stackName, again);
}

function verdictOf(stackName: string | undefined): string {
  if (stackName === undefined) return "This machine is ready. Give --stack to look at a stack, too.";
  return stackName === "local" ? "The local cloud is well." : `Ready for pulumi up --stack ${stackName}.`;
}

export const DOCTOR_COMMANDS: readonly Command[] = [doctor];
