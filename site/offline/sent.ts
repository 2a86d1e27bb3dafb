import { goesBy, type Named } from "../../rules/charter/goesBy.ts";
import { readBoard, writeBoard } from "./board.ts";
import type { Entry } from "./entry.ts";

/**
 * Goes on showing what has left the queue until its charter is read anew: between the two there may be no signal, and who
 * was checked aboard must not seem to be ashore. What somebody's later word has overruled is not shown: it is told.
 */
export function showSent(gone: readonly Entry[]): void {
  const { sent, overruled } = readBoard();
  const known = new Set([...sent.map(({ write }) => write.id), ...overruled.map(({ id }) => id)]);
  const more = gone.filter(({ write, refusal }) => refusal === null && !known.has(write.id));
  if (more.length > 0) writeBoard({ sent: [...sent, ...more] });
}

/**
 * A charter was read: what had been sent of it by `then` is in that. It goes a moment later: between the two the screen would
 * show neither, and whatever somebody has opened there would close.
 */
export function forgetSent(event: Named, then: readonly Entry[]): void {
  if (then.length === 0) return;
  const read = new Set(then.filter(({ write }) => goesBy(event, write.slug)).map(({ write }) => write.id));
  setTimeout(() => {
    writeBoard({ sent: readBoard().sent.filter(({ write }) => !read.has(write.id)) });
  });
}

/** Somebody gave a write up: it was never sent. */
export function unshow(seq: number): void {
  writeBoard({ sent: readBoard().sent.filter((entry) => entry.seq !== seq) });
}
