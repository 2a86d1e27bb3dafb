import type { RunResult } from "./run.ts";
import type { Shrunk } from "./shrink.ts";
import { INVARIANTS } from "./world/violation.ts";

/** As many lines of its history as a failure shows. */
const LINES_MAX = 60;

/** Tells in one line what was played. */
export function tellRun(seed: number, { days, steps, hash, counts, failure }: RunResult, ms: number): string {
  const { charters = 0, payments = 0, signatures = 0, mails = 0 } = counts;
  const done = `${charters} charters, ${payments} payments, ${signatures} signatures, ${mails} mails`;
  const verdict = failure === undefined ? "nothing found" : `FAILED at ${failure.step}`;
  return `seed ${seed}: ${days} days, ${steps.length} steps, ${done}, trace ${hash}, ${(ms / 1_000).toFixed(1)} s: ${verdict}`;
}

/** Tells a failure: what must hold and did not, where, what led to it, and how to see it again. */
export function tellFailure(seed: number, days: number, flags: string, { failure, steps }: Shrunk): string {
  const { invariant, message, step, trace } = failure;
  const about = /\b\d{4}-\d\d-\d\d-[a-z0-9]+-[a-z]+\b/.exec(message)?.[0];
  const history = trace.last(LINES_MAX);
  const ofCharter = about === undefined ? [] : trace.last(LINES_MAX, about);
  return [
    `seed ${seed}, step ${step}: ${invariant === "crash" ? "the run itself broke" : INVARIANTS[invariant]}`,
    message,
    "",
    `The last of ${steps.length} steps that lead to it:`,
    ...history.map((line) => `  ${line}`),
    ...(ofCharter.length === 0 ? [] : ["", `All about ${about ?? ""}:`, ...ofCharter.map((line) => `  ${line}`)]),
    "",
    "To see it again, on the same commit:",
    `  npm run simulate -- --seed ${seed} --days ${days}${flags} --trace`,
    `  npm run simulate -- --seed ${seed} --days ${days}${flags} --only ${steps.join(",")} --trace`,
  ].join("\n");
}
