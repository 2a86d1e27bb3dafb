import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import * as v from "valibot";

import { Password } from "../../rules/contract/api/session.ts";
import { Refusal } from "../refusal.ts";
import { say } from "../say.ts";
import type { Terminal } from "../cli/terminal.ts";

/** Reads a new password: asked twice and never shown on a terminal, one line from a pipe. */
export async function readNewPassword(terminal: Pick<Terminal, "input" | "output">, whose: string): Promise<string> {
  const typed = terminal.input.isTTY === true;
  const lines = openLines(terminal.input, typed);
  const ask = async (question: string): Promise<string> => {
    if (typed) say(terminal.output, question);
    const line = await lines.next();
    if (typed) say(terminal.output, "\n");
    if (line === undefined) throw new Refusal("No password was given. Nothing was changed.");
    return line;
  };
  try {
    const password = checkPassword(await ask(`Password for ${whose}: `));
    if (typed && (await ask("The same again: ")) !== password) {
      throw new Refusal("The two passwords differ. Nothing was changed; try again.");
    }
    return password;
  } finally {
    lines.close();
  }
}

function checkPassword(password: string): string {
  const checked = v.safeParse(Password, password);
  if (checked.success) return checked.output;
  throw new Refusal(`The password ${checked.issues[0].message}. Nothing was changed.`);
}

interface Lines {
  /** The next line; undefined at the end of the input, and after Ctrl-C. */
  next(): Promise<string | undefined>;
  close(): void;
}

function openLines(input: NodeJS.ReadableStream, typed: boolean): Lines {
  // readline turns the terminal's own echo off and edits the line itself; its echo goes nowhere.
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const reader: Interface = typed
    ? createInterface({ input, output: nowhere, terminal: true, historySize: 0 })
    : createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  return {
    next: async () => {
      const read: IteratorResult<string, undefined> = await lines.next();
      return read.value;
    },
    close: () => {
      reader.close();
    },
  };
}
