import type { Log } from "../log.ts";
import { BrokenItem } from "./errors.ts";

/** What cannot be read of a list, and why. */
export interface Broken {
  readonly item: unknown;
  readonly fault: BrokenItem;
}

/** What came of reading a list: whoever wants what was found must say what becomes of the rest. */
export interface ReadList<T> {
  readonly found: readonly T[];
  readonly broken: readonly Broken[];
}

/** Reads each item of a list by itself, so that one that cannot be read, or shown, never takes the others along. */
export function readEach<T>(items: readonly unknown[], read: (item: unknown) => T): ReadList<T> {
  const found: T[] = [];
  const broken: Broken[] = [];
  for (const item of items) {
    try {
      found.push(read(item));
    } catch (error) {
      broken.push({ item, fault: toBrokenItem(error) });
    }
  }
  return { found, broken };
}

/** Where what is broken is counted. */
export interface Counting {
  readonly log: Log;
}

/** Answers what was found, once what is broken has been counted and logged. */
export function countBroken<T>({ log }: Counting, { found, broken }: ReadList<T>): readonly T[] {
  for (const { fault } of broken) noteBroken(log, fault);
  return found;
}

/** Counts something that cannot be read, and logs why: the alarm broken-item is about it. */
function noteBroken(log: Log, fault: BrokenItem): void {
  log.fault("item cannot be read", fault);
  log.metric("BrokenItem", 1);
}

/** What is read but cannot be shown (a currency that there is not, say) is as broken. */
function toBrokenItem(error: unknown): BrokenItem {
  if (error instanceof BrokenItem) return error;
  const fault = new BrokenItem("A stored item cannot be shown.", { cause: error });
  if (error instanceof Error && error.stack !== undefined) fault.stack = error.stack;
  return fault;
}
