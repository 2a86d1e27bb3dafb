import * as v from "valibot";
import type { Files } from "./files.ts";
import { StartError } from "../startError.ts";

/** A value that is saved whenever it changes. */
export interface Document<T> {
  current(): T;
  /**
   * Changes the value: `step` gets it and returns the next one (the same one changes nothing) and an answer. Steps take
   * turns, and the change is saved before anyone sees it.
   */
  change<R>(step: (before: T) => readonly [T, R] | Promise<readonly [T, R]>): Promise<R>;
}

/** How a document is written: `schema` parses its JSON text, `encode` gives what JSON.stringify takes. */
export interface Format<T> {
  schema: v.GenericSchema<unknown, T>;
  encode: (value: T) => unknown;
  initial: () => T;
}

/** Opens a saved value by its file's name, or begins with the initial one. */
export async function openDocument<T>(files: Files, name: string, format: Format<T>): Promise<Document<T>> {
  const saved = await files.read(name);
  let value = saved === undefined ? format.initial() : parseSaved(saved.toString("utf8"), name, format.schema);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    current: () => value,
    change: (step) => {
      const result = turn.then(async () => {
        const [next, answer] = await step(value);
        if (next !== value) await files.write(name, Buffer.from(JSON.stringify(format.encode(next))));
        value = next;
        return answer;
      });
      turn = result.catch(() => undefined);
      return result;
    },
  };
}

function parseSaved<T>(text: string, name: string, schema: v.GenericSchema<unknown, T>): T {
  const saved = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (saved.success) return saved.output;
  throw new StartError(
    ({ fresh }) =>
      `${name} in the data directory is not what this version of the local cloud writes. Start with ${fresh} to begin again.`,
  );
}
