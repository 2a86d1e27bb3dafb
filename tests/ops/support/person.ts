import { PassThrough } from "node:stream";
import { runLine } from "../../../ops/cli/run.ts";
import { COMMANDS } from "../../../ops/commands.ts";

/** How one run of the operator's command ended. */
export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** Answers the question that follows a preview; until it does, the command waits. */
export type Decision = () => Promise<"yes" | "no">;

/**
 * Runs a command line in this process, which saves loading it. With a decision it runs for somebody at a terminal;
 * without one nobody is there to ask, as in a script.
 */
export async function runHere(args: readonly string[], decide?: Decision): Promise<Outcome> {
  const outcome: Outcome = { code: null, out: "", err: "" };
  const input = Object.assign(new PassThrough(), { isTTY: decide !== undefined });
  const messages = new PassThrough().on("data", (chunk) => {
    const isAsked = String(chunk).includes("Go on? (yes/no)");
    outcome.err += String(chunk);
    if (isAsked)
      decide?.().then(
        (answer) => input.write(`${answer}\n`),
        (fault: unknown) => input.emit("error", fault),
      );
  });
  const answers = new PassThrough().on("data", (chunk) => {
    outcome.out += String(chunk);
  });
  outcome.code = await runLine(COMMANDS, args, { input, answers, messages });
  return outcome;
}
