import { countPeople, matchSignatures, type Signed } from "./whoHasSigned.ts";

/** How many lines of signatures that nobody on the list needs are shown: as many as anybody reads through. */
export const UNLISTED_LINES_MAX = 300;

interface Shown<S> {
  /** In their order. */
  readonly shown: readonly S[];
  /** How many people signed of whom none of these lines is. */
  readonly more: number;
}

/**
 * Picks the signatures that a charter is shown with: those of everybody on the list, and the newest of all others. So what
 * is shown has a bound, however many strangers sign; who of the list has signed is the same by these as by all.
 */
export function shownSignatures<S extends Signed>(
  manifest: readonly { readonly name: string }[],
  signatures: readonly S[],
): Shown<S> {
  const listed = new Set(matchSignatures(manifest, signatures).lines.map(({ signature }) => signature));
  const others = signatures.filter((signature) => !listed.has(signature));
  if (others.length <= UNLISTED_LINES_MAX) return { shown: signatures, more: 0 };
  const kept = new Set(others.slice(-UNLISTED_LINES_MAX));
  const shown = signatures.filter((signature) => listed.has(signature) || kept.has(signature));
  return { shown, more: countPeople(signatures) - countPeople(shown) };
}
