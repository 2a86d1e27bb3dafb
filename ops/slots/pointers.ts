import { setTimeout as pause } from "node:timers/promises";

import { LIVE_KEY, PREVIOUS_KEY } from "../../rules/contract/edgeStore.ts";
import type { EdgeChange, EdgeStore } from "../stack/edgeStore.ts";

/** Where the two pointers stand; undefined: the store has no such key. */
export interface Position {
  readonly live: string | undefined;
  readonly previous: string | undefined;
}

/** A position and the moment of the store at which it was read. */
export interface Pointers extends Position {
  readonly etag: string;
}

export type Moved = { readonly moved: true } | { readonly moved: false; readonly now: Position };

/** Other keys of the store, such as aliases, change its ETag too; and a read right after a write may still show what was. */
const ATTEMPTS = 10;
const PAUSE_MILLISECONDS = 300;

/** Reads what is live and what was live before. */
export async function readPointers(store: EdgeStore): Promise<Pointers> {
  const { etag, values } = await store.list();
  return { etag, live: values.get(LIVE_KEY), previous: values.get(PREVIOUS_KEY) };
}

/**
 * Moves both pointers in one write that fails when the store has changed since `from` was read. If only another key has
 * changed, and the pointers are where they were, it is tried again; if somebody else moved them, nothing is written. A
 * write whose answer was lost is known by where the pointers are: there they were not before.
 */
export async function movePointers(
  store: EdgeStore,
  from: Pointers,
  to: Position,
  pauseMilliseconds = PAUSE_MILLISECONDS,
): Promise<Moved> {
  let known = from;
  for (let attempt = 1; ; attempt++) {
    const written = await tryUpdate(store, toChange(known, to), known.etag);
    if (written === "done") return { moved: true };
    await pause(pauseMilliseconds);
    known = await readPointers(store);
    if (isSamePosition(known, to)) return { moved: true };
    if (!isSamePosition(known, from)) return { moved: false, now: known };
    if (attempt < ATTEMPTS) continue;
    if (written === "changed") return { moved: false, now: known };
    throw written.fault;
  }
}

/** A fault may hide a write that was made. */
async function tryUpdate(
  store: EdgeStore,
  change: EdgeChange,
  etag: string,
): Promise<"done" | "changed" | { readonly fault: unknown }> {
  try {
    return await store.update(change, etag);
  } catch (fault) {
    return { fault };
  }
}

/** Moves both pointers back from `to` to where they were, unless they are not at `to` any more. */
export async function undoMove(store: EdgeStore, from: Position, to: Position): Promise<Moved> {
  let now = await readPointers(store);
  for (let attempt = 1; attempt < ATTEMPTS && isSamePosition(now, from); attempt++) {
    await pause(PAUSE_MILLISECONDS);
    now = await readPointers(store);
  }
  return isSamePosition(now, to) ? movePointers(store, now, from) : { moved: false, now };
}

/** Tells whether both pointers stand at the same slots. */
export function isSamePosition(one: Position, other: Position): boolean {
  return one.live === other.live && one.previous === other.previous;
}

function toChange(from: Position, to: Position) {
  const keys = [
    [LIVE_KEY, from.live, to.live],
    [PREVIOUS_KEY, from.previous, to.previous],
  ] as const;
  const puts = keys.flatMap(([key, , value]) => (value === undefined ? [] : [[key, value] as const]));
  const deletes = keys.filter(([, before, value]) => before !== undefined && value === undefined).map(([key]) => key);
  return { puts: Object.fromEntries(puts), deletes };
}
