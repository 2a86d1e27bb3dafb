import type { Table } from "../dynamodb/table.ts";
import { countTries, type Limit } from "./throttle.ts";

/** Something that is shared, of which nobody can know how many will ask for it. */
export interface Shared {
  /** What one may take of it at the most. */
  readonly each: Limit;
  readonly all: Limit;
  /** How many times as much as is left one may have taken. */
  readonly times: number;
}

/**
 * Limits what one may take of something that is shared to so many times what is left of it: the more have taken much, the
 * less each of them may, and whoever has taken less finds some. With `times` 1 one alone gets half, three get a quarter
 * each, and a quarter is left. Source: Choudhury and Hahne, Dynamic queue length thresholds, 1998.
 */
export async function fairShare(table: Table, { each, all, times }: Shared, now: Date, much: number): Promise<Limit> {
  const left = all.max - (await countTries(table, all, now)) - much;
  return { ...each, max: Math.min(each.max, times * Math.max(0, left)) };
}
