import type { Matches } from "../contract/api/event.ts";
import { matchKey } from "./byHand.ts";
import { countPeople, matchSignatures, type Signed } from "./whoHasSigned.ts";

interface Line extends Signed {
  /** Which mails about it are held back; missing where none is. */
  readonly mail_withheld?: readonly unknown[] | undefined;
}

/** How many lines of signatures that nobody on the list needs are shown: as many as anybody reads through. */
export const UNLISTED_LINES_MAX = 300;

interface Shown<S> {
  /** In their order. */
  readonly shown: readonly S[];
  /** How many people signed of whom none of these lines is. */
  readonly more: number;
}

/**
 * Picks the signatures that a charter is shown with: those of everybody on the list, and those of which it was said by hand
 * for whom they count, and of all others those whose mails are
 * held back, until somebody lets them go, and then the newest. So what is shown has a bound, however many strangers sign; who
 * of the list has signed is the same by these as by all, and nothing that is held back stays out of sight.
 */
export function shownSignatures<S extends Line>(
  manifest: readonly { readonly name: string; readonly matches?: Matches | undefined }[],
  signatures: readonly S[],
): Shown<S> {
  const spokenOf = new Set(manifest.flatMap(({ matches = {} }) => Object.keys(matches)));
  const listed = new Set([
    ...matchSignatures(manifest, signatures).lines.map(({ signature }) => signature),
    ...signatures.filter((signature) => spokenOf.has(matchKey(signature) ?? "")),
  ]);
  const others = signatures.filter((signature) => !listed.has(signature));
  if (others.length <= UNLISTED_LINES_MAX) return { shown: signatures, more: 0 };
  const held = others.filter(({ mail_withheld }) => mail_withheld !== undefined).slice(0, UNLISTED_LINES_MAX);
  const free = others.filter(({ mail_withheld }) => mail_withheld === undefined);
  const kept = new Set([...held, ...free.slice(Math.max(0, free.length - UNLISTED_LINES_MAX + held.length))]);
  const shown = signatures.filter((signature) => listed.has(signature) || kept.has(signature));
  return { shown, more: countPeople(signatures) - countPeople(shown) };
}
