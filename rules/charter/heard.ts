import type { HistoryLine } from "../contract/api/history.ts";
import { isAhead, type Word } from "../time/laterInstant.ts";
import type { Byline } from "./outcome.ts";

/** Makes a word of what somebody says of an instant by their device. */
export function wordBy(byline: Byline, at: string): Word {
  return { at, received_at: byline.waits === true ? null : byline.at };
}

/** A line that tells of a device's word. Lines of names and addresses from before have no instant of the device's. */
export type WordLine = Dated<HistoryLine>;
type Dated<Line> = Line extends unknown
  ? "done_at" extends keyof Line
    ? Line & { readonly done_at: string }
    : never
  : never;

/** Finds what a history tells of words of a kind. */
export function linesOfKind(history: readonly HistoryLine[], kind: WordLine["kind"]): readonly WordLine[] {
  return history.filter(isOfWord).filter((line) => line.kind === kind);
}

function isOfWord(line: HistoryLine): line is WordLine {
  return "done_at" in line;
}

/**
 * Tells whether a word was heard before, and was ahead of the server's clock then: sent again, it would pass for a later one
 * than it was. So a word that is ahead is always told.
 */
export function isHeardAhead(lines: readonly WordLine[]): boolean {
  return lines.some(({ at, done_at }) => isAhead({ at: done_at, received_at: at }));
}
