import { explainFailure } from "../cli/refusal.ts";
import { warning, type Finding } from "./finding.ts";

/** One thing to look at; it may come to several findings. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<readonly Finding[]>;
}

export interface RunOptions {
  /** The command that looks again. */
  readonly again: string;
  readonly progress: (text: string) => void;
  readonly milliseconds?: number;
}

const CHECK_MILLISECONDS = 45_000;

/** Runs all checks at once, each within a limit; one that fails or hangs is a finding and hides no other. */
export async function runChecks(checks: readonly Check[], options: RunOptions): Promise<readonly Finding[]> {
  const waiting = new Set(checks.map(({ name }) => name));
  options.progress(`Looking at ${[...waiting].join(", ")}`);
  const found = await Promise.all(checks.map(async (check) => {
    const findings = await runCheck(check, options);
    waiting.delete(check.name);
    if (waiting.size > 0) options.progress(`Waiting for ${[...waiting].join(", ")}`);
    return findings;
  }));
  return found.flat();
}

async function runCheck({ name, run }: Check, { again, milliseconds = CHECK_MILLISECONDS }: RunOptions): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<readonly Finding[]>((resolve) => {
    const late = warning(name, `did not come to an end within ${Math.round(milliseconds / 1_000)} seconds; look again.`, again);
    timer = setTimeout(() => { resolve([late]); }, milliseconds);
  });
  try {
    return await Promise.race([run(), limit]);
  } catch (fault) {
    return [warning(name, `could not be looked at: ${reasonOf(fault)}`, again)];
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(fault: unknown): string {
  return explainFailure(fault) ?? (fault instanceof Error ? `${fault.name} ${fault.message}` : String(fault));
}
