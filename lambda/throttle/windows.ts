import { createHash } from "node:crypto";
import * as v from "valibot";

import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseOptionalItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";

/** How long tries are counted together, where a limit says nothing else. */
const WINDOW_SECONDS = 15 * 60;
/** A window is counted in so many parts: a try counts until its part is a whole window ago. */
const PARTS = 60;

export interface Limit {
  /** What is counted, such as `sign-in-account`. */
  readonly scope: string;
  /** Whose tries are counted; only its hash is stored. */
  readonly subject: string;
  /** Tries allowed in any stretch of so long. */
  readonly max: number;
  /** How long that is; a quarter of an hour where it is not said. */
  readonly seconds?: number;
}

/** One of the windows that follow each other without a gap. It holds what comes after its start, up to its end; so does each of its parts. */
export interface Window {
  readonly key: Key;
  /** Epoch milliseconds, as all here. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly lengthMs: number;
  /** The attribute in which the part is counted that an instant lies in. */
  readonly part: string;
  /** Until when what is counted in it may matter; epoch seconds, for the table. */
  readonly expiresAt: number;
}

/** Tries, and until when they count. */
export interface Counted {
  readonly tries: number;
  readonly until: number;
}

/** Finds the window of a limit that an instant lies in. */
export function windowAt({ scope, subject, seconds = WINDOW_SECONDS }: Limit, at: number): Window {
  const lengthMs = seconds * 1000;
  const startsAt = (Math.ceil(at / lengthMs) - 1) * lengthMs;
  const endsAt = startsAt + lengthMs;
  const hash = createHash("sha256").update(subject).digest("hex").slice(0, 32);
  return {
    key: { event_id: `${PARTITIONS.throttle}${scope}#${hash}`, timestamp: new Date(startsAt).toISOString() },
    startsAt,
    endsAt,
    lengthMs,
    part: partNamed(Math.ceil(((at - startsAt) * PARTS) / lengthMs) - 1),
    expiresAt: (endsAt + lengthMs) / 1000,
  };
}

/** What is read of a window's item. Its parts lie beside it, as plain attributes: so one ADD counts a try in both. */
const StoredWindow = v.object({
  tries: v.optional(v.number(), 0),
  /** Whoever came after its end has read it: nothing is counted in it any more. */
  closed: v.optional(v.boolean(), false),
});

export interface ReadWindow {
  readonly closed: boolean;
  readonly tries: number;
  readonly counted: readonly Counted[];
}

/** Reads what is counted in a window. The version before counted no parts: what it counted counts as if it came last. */
export function readWindow({ startsAt, endsAt, lengthMs }: Window, item: unknown): ReadWindow {
  const stored = parseOptionalItem(StoredWindow, item, "throttle counter") ?? { tries: 0, closed: false };
  const parts = Object.entries(stored).flatMap(([name, tries]) => {
    const part = partOf(name);
    return part === undefined
      ? []
      : [{ tries: Number(tries), until: startsAt + ((part + 1) * lengthMs) / PARTS + lengthMs }];
  });
  const rest = stored.tries - sumOf(parts);
  const last = rest > 0 ? [{ tries: rest, until: endsAt + lengthMs }] : [];
  return { closed: stored.closed, tries: stored.tries, counted: [...parts, ...last] };
}

/** Sums up what is counted. */
export function sumOf(counted: readonly Counted[]): number {
  return counted.reduce((sum, { tries }) => sum + tries, 0);
}

/** Tells in how many milliseconds no more than `most` of what is counted still counts: never, where that is less than nothing. */
export function untilAtMost(counted: readonly Counted[], most: number, now: number): number {
  let left = sumOf(counted);
  if (left <= most) return 0;
  for (const { tries, until } of [...counted].sort((a, b) => a.until - b.until)) {
    left -= tries;
    if (left <= most) return until - now;
  }
  return Infinity;
}

function partNamed(part: number): string {
  return `part_${String(part)}`;
}

function partOf(name: string): number | undefined {
  const [, part] = /^part_(\d+)$/.exec(name) ?? [];
  return part === undefined ? undefined : Number(part);
}
