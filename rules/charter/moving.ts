import type { Move } from "../contract/api/move.ts";
import { dateOf } from "../time/dates.ts";
import { saidAt, type Word } from "../time/laterInstant.ts";

/**
 * Which of the slugs that a charter has gone by its signatures count under: those since the last move after which all were to
 * sign again. `first` is the slug that it was created under.
 */
export function validNames(first: string, moves: readonly Pick<Move, "to" | "signatures">[]): readonly string[] {
  const again = moves.findLastIndex(({ signatures }) => signatures === "again");
  const since = moves.slice(Math.max(again, 0)).map(({ to }) => to);
  return again === -1 ? [first, ...since] : since;
}

/** Tells whether a signature counts: it was given after the last move after which all were to sign again, for a slug since then. */
export function stillCounts(
  { slug, received_at }: { readonly slug: string; readonly received_at: string },
  first: string,
  moves: readonly Pick<Move, "to" | "signatures" | "at">[],
): boolean {
  const again = moves.findLast(({ signatures }) => signatures === "again");
  return validNames(first, moves).includes(slug) && (again === undefined || received_at >= again.at);
}

/** What is needed of a charter to tell which day something was said of. */
interface Moved {
  readonly slug: string;
  readonly moves?: readonly Pick<Move, "from" | "to" | "at">[];
}

/** Tells whether a device's word is of the day that the charter has now, and of no other that it was moved from since. */
export function isOfItsDay({ slug, moves = [] }: Moved, word: Word): boolean {
  const said = saidAt(word);
  const then = moves.findLast(({ at }) => at <= said)?.to ?? moves[0]?.from ?? slug;
  return dateOf(then) === dateOf(slug);
}
