import type { Table } from "../dynamodb/table.ts";
import { reserveEach, reserveTry, returnTry, secondsUntilRoom, type Limit } from "./throttle.ts";

/** Something that many share: a part is kept for those who have drawn little on it, and the rest is open to all. */
export interface Room {
  /** How much one who takes may draw on what is kept. */
  readonly little: Limit;
  readonly kept: readonly Limit[];
  readonly open: readonly Limit[];
}

/**
 * Takes so much room: of what is kept, as long as the taker has drawn little on it and something is left there, else of what
 * is open. So a few who take much use up what is open, and shut out nobody who takes little. Answers whether there was room.
 */
export async function takeRoom(table: Table, { little, kept, open }: Room, now: Date, much: number): Promise<boolean> {
  if ((await reserveTry(table, little, now, much)).ok) {
    if ((await reserveEach(table, kept, now, much)).ok) return true;
    await returnTry(table, little, now, much);
  }
  return (await reserveEach(table, open, now, much)).ok;
}

/** Tells after how many seconds so much room can be taken, if nobody else takes it. */
export async function secondsUntilTaken(
  table: Table,
  { little, kept, open }: Room,
  now: Date,
  much: number,
): Promise<number> {
  const parts = [[little, ...kept], open].map((limits) => secondsUntilRoom(table, limits, now, much));
  return Math.min(...(await Promise.all(parts)));
}
