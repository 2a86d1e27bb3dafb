import type { Stack } from "../stack/stack.ts";
import type { Terminal } from "./terminal.ts";

/** One flag of a command: `--name VALUE`, or `--name` alone where it takes no value. */
export interface FlagSpec {
  /** What stands for the value in the help, such as "E-MAIL"; a flag without it is on or off. */
  readonly value?: string;
  /** Says in a line what the flag does. */
  readonly summary: string;
}

/** What a command answers: text for a person, data for a script (`--json`). */
export interface Report {
  /** False when what was looked at is not as it should be; the exit code is 1 then. */
  readonly ok: boolean;
  readonly text: string;
  readonly data: unknown;
}

/** One command of the operator's. */
export interface Command {
  /** The words that call it: "slots", "accounts add". */
  readonly name: string;
  /** One line for the overview: lower case, no full stop. */
  readonly summary: string;
  /** "<slot>" is needed, "[slot]" is not. */
  readonly positionals: readonly string[];
  /** Its own flags, besides those that all commands have. */
  readonly flags: Readonly<Record<string, FlagSpec>>;
  /** Whether it changes a stack: then it takes --preview and --yes, and shows what will change first. */
  readonly changes?: boolean;
  /** Whether `--stack` must be given. */
  readonly stack: "needed" | "optional";
  /** Printed under its help. */
  readonly notes?: string;
  run(call: Invocation): Promise<Report>;
}

/** A command line that fits its command. */
export interface Invocation {
  argument(index: number): string | undefined;
  /** The value of a flag. */
  text(flag: string): string | undefined;
  /** The value of a flag; without it a UsageError that names the flag. */
  required(flag: string): string;
  isSet(flag: string): boolean;
  readonly stackName: string | undefined;
  /** Finds the stack that `--stack` names. Call it after everything on the command line has been checked. */
  openStack(): Promise<Stack>;
  /** Writes a line of the answer before the command has ended, for one that goes on. */
  readonly print: (text: string) => void;
  readonly terminal: Terminal;
}
