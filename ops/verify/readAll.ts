import { BrokenItem } from "../../lambda/dynamodb/errors.ts";
import { toItem, type Line } from "../data/lines.ts";
import { toPlain, type Plain } from "../data/plain.ts";
import type { Mismatch } from "./findings.ts";

interface ReadLine<T> {
  readonly line: Line;
  readonly read: T;
}

/** Reads items of one kind; those that cannot be read are told apart. */
export function readAll<T>(
  lines: readonly Line[],
  parse: (item: Readonly<Record<string, Plain>>) => T,
): { readonly found: readonly ReadLine<T>[]; readonly broken: readonly Mismatch[] } {
  const found: ReadLine<T>[] = [];
  const broken: Mismatch[] = [];
  for (const line of lines) {
    try {
      found.push({ line, read: parse(toPlain(toItem(line))) });
    } catch (fault) {
      if (!(fault instanceof BrokenItem)) throw fault;
      broken.push({
        where: line.event_id,
        item: line.timestamp,
        text: `Item ${line.timestamp} cannot be read. ${fault.message}`,
      });
    }
  }
  return { found, broken };
}
