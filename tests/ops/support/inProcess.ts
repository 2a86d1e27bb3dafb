import { Readable, Writable } from "node:stream";

import { COMMANDS } from "../../../ops/commands.ts";
import { runLine } from "../../../ops/cli/run.ts";
import type { Outcome } from "./command.ts";

/** Runs a line of the operator's command in this process: the same but for the second that a process takes to start. */
export async function runHere(args: readonly string[]): Promise<Outcome> {
  const outcome: Outcome = { code: null, out: "", err: "" };
  const into = (name: "out" | "err"): Writable => new Writable({
    write: (chunk, _encoding, done) => { outcome[name] += String(chunk); done(); },
  });
  const code = await runLine(COMMANDS, args, { input: Readable.from([]), answers: into("out"), messages: into("err") });
  return { ...outcome, code };
}
