import { createHash } from "node:crypto";

import { PARTITIONS } from "../../rules/contract/table.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { anyOf, compares, missing } from "../dynamodb/update.ts";

/** How long tries are counted together, where a limit says nothing else. */
const WINDOW_SECONDS = 15 * 60;

export interface Limit {
  /** What is counted, such as `sign-in-account`. */
  readonly scope: string;
  /** Whose tries are counted; only its hash is stored. */
  readonly subject: string;
  /** Tries allowed in a window. */
  readonly max: number;
  /** How long a window is; a quarter of an hour where it is not said. */
  readonly seconds?: number;
}

export type Reserved = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };

/** Counts one try, or several at once, before it is made, so that tries at the same moment cannot slip past the limit together. */
export async function reserveTry(table: Table, limit: Limit, now: Date, tries = 1): Promise<Reserved> {
  const { key, endsAt } = windowOf(limit, now);
  const counted = await table.update(key, {
    set: [["expires_at", endsAt]],
    add: [["tries", tries]],
    conditions: [anyOf(missing("tries"), compares("tries", "<=", limit.max - tries))],
  });
  if (counted.ok) return { ok: true };
  return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(endsAt - now.getTime() / 1000)) };
}

/** Counts one try, or several at once, against each of several limits in turn; the first that is reached refuses it, and those after it count nothing. */
export async function reserveEach<L extends Limit>(
  table: Table,
  limits: readonly L[],
  now: Date,
  tries = 1,
): Promise<{ readonly ok: true } | (Extract<Reserved, { ok: false }> & { readonly limit: L })> {
  for (const limit of limits) {
    const reserved = await reserveTry(table, limit, now, tries);
    if (!reserved.ok) return { ...reserved, limit };
  }
  return { ok: true };
}

/** Gives one try back: it was no failure. */
export async function returnTry(table: Table, limit: Limit, now: Date): Promise<void> {
  await table.update(windowOf(limit, now).key, {
    add: [["tries", -1]],
    conditions: [compares("tries", ">", 0)],
  });
}

/** Forgets all tries of a subject in the present window. */
export async function forgetTries(table: Table, limit: Limit, now: Date): Promise<void> {
  await table.remove(windowOf(limit, now).key);
}

function windowOf(
  { scope, subject, seconds: window = WINDOW_SECONDS }: Limit,
  now: Date,
): { key: Key; endsAt: number } {
  const seconds = Math.floor(now.getTime() / 1000);
  const startsAt = seconds - (seconds % window);
  const hash = createHash("sha256").update(subject).digest("hex").slice(0, 32);
  return {
    key: { event_id: `${PARTITIONS.throttle}${scope}#${hash}`, timestamp: new Date(startsAt * 1000).toISOString() },
    endsAt: startsAt + window,
  };
}
