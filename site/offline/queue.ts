import type { ApiResult } from "../api/apiFetch.ts";
import { explain, isProblem } from "../api/failure.ts";
import type { Entry, Refusal, Write } from "./entry.ts";

/** What the sender knows in the middle of a round. */
export interface Round {
  /** E-mail of who is signed in. */
  readonly account: string | null;
  /** Charters whose next write must wait for a later round. */
  readonly resting: ReadonlySet<string>;
}

/** What becomes of a write after an attempt. */
export type Verdict =
  | { readonly kind: "sent" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Nobody is signed in any more. */
  | { readonly kind: "signed-out" }
  /** Somebody else is signed in by now: it waits for its author. */
  | { readonly kind: "not-theirs" }
  /** Try again: `far` means that the server was not reached at all, so that no other write will be either. */
  | { readonly kind: "later"; readonly far: boolean };

/** Answers that say "not now" and nothing about the request itself: request timeout, too early, too many requests. */
const NOT_NOW: ReadonlySet<number> = new Set([408, 425, 429]);
const DELAY_MIN_MS = 2_000;
const DELAY_MAX_MS = 60_000;

/** What holds a write back, so that no round sends it. */
export type Hold =
  /** The server has said no: a person decides. */
  | { readonly kind: "refused" }
  /** Somebody else made it, and only they may send it. */
  | { readonly kind: "author" }
  /** An earlier one that it needs is held back: `first` is the one that everything behind it waits for. */
  | { readonly kind: "behind"; readonly first: Entry };

/** An entry in its place of the queue; without a hold it goes out as soon as there is a network. */
export interface Placed {
  readonly entry: Entry;
  readonly hold: Hold | undefined;
}

/**
 * Tells of each entry, in the order in which they are sent, what holds it back while `account` is signed in. A refused write,
 * and one that only another person may send, is passed by, and with it all later writes that need it: nothing else waits for
 * what a person has to decide.
 */
export function placesOf(entries: readonly Entry[], account: string | null): readonly Placed[] {
  const passed: { readonly write: Write; readonly first: Entry }[] = [];
  return [...entries]
    .sort((a, b) => a.seq - b.seq)
    .map((entry) => {
      const first = passed.find(({ write }) => needs(entry.write, write))?.first;
      const hold = holdOf(entry, account, first);
      if (hold !== undefined) passed.push({ write: entry.write, first: first ?? entry });
      return { entry, hold };
    });
}

/** Tells whether a write cannot be decided without an earlier one; of an older build's, only that it is about the same is known. */
function needs(write: Write, earlier: Write): boolean {
  const needed = earlier.needs === undefined ? write.subjects : (write.needs ?? write.subjects);
  return write.slug === earlier.slug && earlier.subjects.some((subject) => needed.includes(subject));
}

function holdOf({ write, refusal }: Entry, account: string | null, first: Entry | undefined): Hold | undefined {
  if (refusal !== null) return { kind: "refused" };
  if (write.by !== "" && write.by !== account) return { kind: "author" };
  return first && { kind: "behind", first };
}

/** Finds what is sent next: the oldest write that nothing holds back, where each charter keeps its order. */
export function nextEntry(entries: readonly Entry[], { account, resting }: Round): Entry | undefined {
  return placesOf(entries, account).find(({ entry, hold }) => hold === undefined && !resting.has(entry.write.slug))
    ?.entry;
}

/** Decides what an answer means for the write that was sent. Only a 2xx takes it out of the queue. */
export function judge(result: ApiResult<unknown>): Verdict {
  if (result.ok || result.kind === "written") return { kind: "sent" };
  if (result.kind !== "problem") return { kind: "later", far: true };
  const { status } = result;
  if (status === 401) return { kind: "signed-out" };
  if (isProblem(result, "other-author")) return { kind: "not-theirs" };
  if (status >= 500 || NOT_NOW.has(status)) return { kind: "later", far: false };
  return { kind: "refused", refusal: explain(result) };
}

/** How long to wait after so many failed rounds, in ms: doubling, up to a minute. */
export function delayAfter(failures: number): number {
  return Math.min(DELAY_MAX_MS, DELAY_MIN_MS * 2 ** Math.max(0, failures - 1));
}
