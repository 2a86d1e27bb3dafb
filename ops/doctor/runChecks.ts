import { explainFailure } from "../refusal.ts";
import type { Finding } from "./finding.ts";

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
  /** What it means when something could not be looked at; to want a look, unless said otherwise. */
  readonly unseen?: "warning" | "problem";
}

const CHECK_MILLISECONDS = 45_000;

/** Runs all checks at once, each within a limit; one that fails or hangs is a finding and hides no other. */
export async function runChecks(checks: readonly Check[], options: RunOptions): Promise<readonly Finding[]> {
  const waiting = new Set(checks.map(({ name }) => name));
  options.progress(`Looking at ${[...waiting].join(", ")}`);
  const found = await Promise.all(
    checks.map(async (check) => {
      const findings = await runCheck(check, options);
      waiting.delete(check.name);
      if (waiting.size > 0) options.progress(`Waiting for ${[...waiting].join(", ")}`);
      return findings;
    }),
  );
  return found.flat();
}

async function runCheck({ name, run }: Check, options: RunOptions): Promise<readonly Finding[]> {
  const { again: command, milliseconds = CHECK_MILLISECONDS, unseen: state = "warning" } = options;
  const unseen = (message: string): readonly Finding[] => [{ check: name, state, message, command }];
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => {
      resolve(unseen(`did not come to an end within ${Math.round(milliseconds / 1_000)} seconds; look again.`));
    }, milliseconds);
  });
  try {
    return await Promise.race([run(), limit]);
  } catch (fault) {
    return unseen(`could not be looked at: ${reasonOf(fault)}`);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(fault: unknown): string {
  return explainFailure(fault) ?? (fault instanceof Error ? `${fault.name} ${fault.message}` : String(fault));
}
