import { inspect } from "node:util";

import { parseLine, toInvocation, type ParsedLine } from "./arguments.ts";
import type { Command } from "./command.ts";
import { describeCommand, describeCommands } from "./help.ts";
import { explainFailure, UsageError } from "../refusal.ts";
import { say } from "../say.ts";
import { openTerminal, PreviewOnly } from "./terminal.ts";

/** Where one command reads and writes. */
export interface Streams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly answers: NodeJS.WritableStream;
  readonly messages: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Runs one command line and returns the exit code: 0 done, 1 refused or not as it should be, 2 not a command. */
export async function runLine(
  commands: readonly Command[],
  args: readonly string[],
  streams: Streams,
): Promise<number> {
  const asJson = args.includes("--json");
  try {
    const line = parseLine(commands, args);
    const { command, values } = line;
    if (command === undefined && values["help"] !== true && args.length > 0) throw new UsageError("Which command?");
    if (command !== undefined && values["help"] !== true) return await perform(command, line, streams);
    say(streams.answers, `${command === undefined ? describeCommands(commands) : describeCommand(command)}\n`);
    return 0;
  } catch (fault) {
    const { code, message } = explain(fault);
    say(streams.messages, asJson ? `${JSON.stringify({ error: message })}\n` : `${message}\n`);
    return code;
  }
}

async function perform(command: Command, line: ParsedLine, streams: Streams): Promise<number> {
  const { values } = line;
  if (command.stack === "needed" && values["stack"] === undefined)
    throw new UsageError("--stack is missing: local, staging or prod.");
  const terminal = openTerminal(streams.input, streams.messages, {
    yes: values["yes"] === true,
    preview: values["preview"] === true,
  });
  try {
    const print = (text: string): void => {
      say(streams.answers, `${text}\n`);
    };
    const { ok, text, data } = await command.run(toInvocation(line, { terminal, print }));
    terminal.close();
    if (values["json"] !== true && text !== "") print(text);
    if (values["json"] === true && data !== undefined) print(JSON.stringify(data, undefined, 2));
    return ok ? 0 : 1;
  } finally {
    terminal.close();
  }
}

function explain(fault: unknown): { code: number; message: string } {
  if (fault instanceof PreviewOnly) return { code: 0, message: fault.message };
  if (fault instanceof UsageError) return { code: 2, message: `${fault.message} See npm run ops -- --help.` };
  // What only a stack trace can explain goes the same way: its message may hold anything.
  return { code: 1, message: explainFailure(fault) ?? inspect(fault) };
}
