import { parseArgs } from "node:util";

import { openStack } from "../stack/open.ts";
import type { Command, FlagSpec, Invocation } from "./command.ts";
import { UsageError } from "../refusal.ts";

type Flags = Readonly<Record<string, FlagSpec>>;
type Values = Readonly<Record<string, string | boolean | undefined>>;

/** The flags that every command has. */
export const COMMON_FLAGS: Flags = {
  stack: { value: "STACK", summary: "local (a running npm start), staging, prod" },
  data: { value: "DIRECTORY", summary: "where the local stack keeps its data (.local)" },
  json: { summary: "print data for a script (npm run --silent ops -- ...)" },
  help: { summary: "print this" },
};

/** The flags of every command that changes a stack. */
const CHANGE_FLAGS: Flags = {
  preview: { summary: "show what would change, and change nothing" },
  yes: { summary: "change it without asking" },
};

/** Lists all flags of a command. */
export function flagsOf(command: Command): Flags {
  return { ...command.flags, ...(command.changes === true ? CHANGE_FLAGS : {}), ...COMMON_FLAGS };
}

export interface ParsedLine {
  readonly command: Command | undefined;
  readonly positionals: readonly string[];
  readonly values: Values;
}

/** Reads a command line, or throws a UsageError that says what is wrong with it. */
export function parseLine(commands: readonly Command[], args: readonly string[]): ParsedLine {
  const { words, rest } = splitWords(args);
  const command = findCommand(commands, words);
  const known = command === undefined ? COMMON_FLAGS : flagsOf(command);
  const { values, positionals } = readFlags(
    known,
    command === undefined ? args : [...words.slice(wordCount(command)), ...rest],
  );
  if (command !== undefined && values["help"] !== true) checkPositionals(command, positionals);
  return { command, positionals, values };
}

/** Puts a read command line together with where it runs. */
export function toInvocation(
  { positionals, values }: ParsedLine,
  { terminal, print }: Pick<Invocation, "terminal" | "print">,
): Invocation {
  const text = (flag: string): string | undefined => {
    const value = values[flag];
    return typeof value === "string" ? value : undefined;
  };
  const required = (flag: string): string => {
    const value = text(flag);
    if (value === undefined) throw new UsageError(`--${flag} is missing.`);
    return value;
  };
  return {
    argument: (index) => positionals[index],
    text,
    required,
    isSet: (flag) => values[flag] === true,
    stackName: text("stack"),
    openStack: () => openStack({ stack: required("stack"), data: text("data") }),
    print,
    terminal,
  };
}

/** The words before the first flag name the command. */
function splitWords(args: readonly string[]): { words: readonly string[]; rest: readonly string[] } {
  const at = args.findIndex((arg) => arg.startsWith("-"));
  return at < 0 ? { words: args, rest: [] } : { words: args.slice(0, at), rest: args.slice(at) };
}

function wordCount(command: Command): number {
  return command.name.split(" ").length;
}

function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const fits = commands.filter((command) => command.name === words.slice(0, wordCount(command)).join(" "));
  const found = fits.sort((a, b) => wordCount(b) - wordCount(a))[0];
  if (found !== undefined || words.length === 0) return found;
  const topic = commands.filter((command) => command.name.startsWith(`${words[0] ?? ""} `)).map(({ name }) => name);
  throw new UsageError(
    `"${words.join(" ")}" is not a command${topic.length === 0 ? "" : `; ${topic.join(", ")} are`}.`,
  );
}

function readFlags(known: Flags, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [
      name,
      { type: value === undefined ? "boolean" : "string" } as const,
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (fault) {
    throw new UsageError(fault instanceof Error ? `${fault.message.split(". ")[0] ?? ""}.` : String(fault));
  }
}

function checkPositionals({ name, positionals: wanted }: Command, given: readonly string[]): void {
  const missing = wanted.find((positional, index) => positional.startsWith("<") && given[index] === undefined);
  if (missing !== undefined) throw new UsageError(`${name} needs ${missing}.`);
  const extra = given[wanted.length];
  if (extra !== undefined) throw new UsageError(`${name} does not know what to do with "${extra}".`);
}
