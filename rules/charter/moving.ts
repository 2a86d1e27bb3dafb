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

/** A charter by all slugs that it has gone by; the list of a month knows none but the last. */
export interface Named {
  readonly slug: string;
  readonly moves?: readonly Pick<Move, "from" | "to">[];
}

/** Tells whether a charter goes by a slug, or has gone by it: what waits on a device may name either. */
export function goesBy({ slug, moves = [] }: Named, name: string): boolean {
  return name === slug || moves.some(({ from, to }) => from === name || to === name);
}
