import type { Move } from "../contract/api/move.ts";

/** A charter by all slugs that it has gone by; the list of a month knows none but the last. */
export interface Named {
  readonly slug: string;
  readonly moves?: readonly Pick<Move, "from" | "to">[];
}

/** Tells whether a charter goes by a slug, or has gone by it: what waits on a device may name either. */
export function goesBy({ slug, moves = [] }: Named, name: string): boolean {
  return name === slug || moves.some(({ from, to }) => from === name || to === name);
}
