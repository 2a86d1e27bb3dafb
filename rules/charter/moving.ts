import type { Move } from "../contract/api/move.ts";

/**
 * Which of the slugs that a charter has gone by its signatures count under: those since the last move after which all were to
 * sign again. `first` is the slug that it was created under.
 */
export function validNames(first: string, moves: readonly Pick<Move, "to" | "signatures">[]): readonly string[] {
  const again = moves.findLastIndex(({ signatures }) => signatures === "again");
  const since = moves.slice(Math.max(again, 0)).map(({ to }) => to);
  return again === -1 ? [first, ...since] : since;
}
