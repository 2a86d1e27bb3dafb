import type { Table } from "../dynamodb/table.ts";
import { anyOf, compares, missing } from "../dynamodb/update.ts";
import { readWindow, sumOf, untilAtMost, windowAt, type Counted, type Limit, type Window } from "./windows.ts";

export type { Limit } from "./windows.ts";

export type Reserved = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };

/**
 * So long after its end somebody may still be about to count in a window, as a call of the function takes 15 s at most. Until
 * then, whoever counts in the next one closes it first; later, reading it is enough.
 */
const SETTLED_MS = 30_000;

/**
 * Counts one try, or several at once, before it is made, so that tries at the same moment cannot slip past the limit together:
 * in any stretch as long as the limit's there are at most `max`. Whoever had no more than that in a stretch one sixtieth longer
 * is not refused. One conditional update counts, on the item of the window that runs; of the one before, what still counts is
 * read, and does not grow any more. When it is over, waiting `retryAfterSeconds` is enough, if nobody else takes the place.
 */
export async function reserveTry(table: Table, limit: Limit, now: Date, tries = 1): Promise<Reserved> {
  const at = now.getTime();
  const window = windowAt(limit, at);
  const before = await countedBefore(table, limit, window, at);
  const room = limit.max - tries - sumOf(before);
  if (room >= 0 && (await countIn(table, window, tries, room))) return { ok: true };
  const present = readWindow(window, await table.get(window.key));
  // Somebody was there before us whose clock stands in the next window.
  if (present.closed) return reserveTry(table, limit, new Date(window.endsAt + 1), tries);
  const wait = untilAtMost([...before, ...present.counted], limit.max - tries, at);
  return { ok: false, retryAfterSeconds: Math.max(1, inSeconds(wait, window)) };
}

/** Nobody is told to wait for more than two windows, not even for what is never let in. */
function inSeconds(ms: number, { lengthMs }: Window): number {
  return Math.ceil(Math.min(ms, 2 * lengthMs) / 1000);
}

async function countIn(table: Table, { key, part, expiresAt }: Window, tries: number, room: number): Promise<boolean> {
  const counted = await table.update(key, {
    set: [["expires_at", expiresAt]],
    add: [
      ["tries", tries],
      [part, tries],
    ],
    conditions: [missing("closed"), anyOf(missing("tries"), compares("tries", "<=", room))],
  });
  return counted.ok;
}

/** Reads what of the window before still counts, once nothing can be added to it. */
async function countedBefore(table: Table, limit: Limit, window: Window, at: number): Promise<readonly Counted[]> {
  const before = windowAt(limit, window.startsAt);
  const item = at - window.startsAt > SETTLED_MS ? await table.get(before.key) : await close(table, before);
  return readWindow(before, item).counted.filter(({ until }) => until > at);
}

async function close(table: Table, { key, expiresAt }: Window): Promise<unknown> {
  const closed = await table.updateAndRead(key, {
    set: [
      ["closed", true],
      ["expires_at", expiresAt],
    ],
  });
  return closed.ok ? closed.item : undefined;
}

/** Counts one try, or several at once, against each of several limits, or against none: the first that is reached refuses it, and is answered. */
export async function reserveEach<L extends Limit>(
  table: Table,
  limits: readonly L[],
  now: Date,
  tries = 1,
): Promise<{ readonly ok: true } | (Extract<Reserved, { ok: false }> & { readonly limit: L })> {
  for (const [place, limit] of limits.entries()) {
    const reserved = await reserveTry(table, limit, now, tries);
    if (reserved.ok) continue;
    for (const counted of limits.slice(0, place)) await returnTry(table, counted, now, tries);
    return { ...reserved, limit };
  }
  return { ok: true };
}

/** Tells after how many seconds each of several limits has room, if nobody else takes it: 0 where there is room now. Counts nothing. */
export async function secondsUntilRoom(table: Table, limits: readonly Limit[], now: Date, tries = 1): Promise<number> {
  const waits = limits.map(async (limit) => {
    const counted = await readCounted(table, limit, now);
    return inSeconds(untilAtMost(counted, limit.max - tries, now.getTime()), windowAt(limit, now.getTime()));
  });
  return Math.max(0, ...(await Promise.all(waits)));
}

/** Tells how many tries count now. Counts nothing. */
export async function countTries(table: Table, limit: Limit, now: Date): Promise<number> {
  return sumOf(await readCounted(table, limit, now));
}

async function readCounted(table: Table, limit: Limit, now: Date): Promise<readonly Counted[]> {
  const window = windowAt(limit, now.getTime());
  const windows = [windowAt(limit, window.startsAt), window];
  const read = await Promise.all(windows.map(async (each) => readWindow(each, await table.get(each.key))));
  return read.flatMap(({ counted }) => counted).filter(({ until }) => until > now.getTime());
}

/** Gives one try back, or several: it was no failure, or something else has refused it. */
export async function returnTry(table: Table, limit: Limit, now: Date, tries = 1): Promise<void> {
  const { key, part } = windowAt(limit, now.getTime());
  await table.update(key, {
    add: [
      ["tries", -tries],
      [part, -tries],
    ],
    conditions: [compares("tries", ">", tries - 1)],
  });
}

/** Forgets all tries of a subject that still count. */
export async function forgetTries(table: Table, limit: Limit, now: Date): Promise<void> {
  const window = windowAt(limit, now.getTime());
  await Promise.all([window, windowAt(limit, window.startsAt)].map(({ key }) => table.remove(key)));
}
