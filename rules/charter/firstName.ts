import { FIRST_NAME_MAX, formatSlug, type SlugParts } from "../contract/slug.ts";
import { toPlainLetters } from "../people/plainLetters.ts";

/**
 * Folds a first name to what a slug carries: `José` -> `jose`, `Mary-Jane` -> `maryjane`.
 * Answers undefined when no ASCII letter is left to start with (`李`, `42`): ask for a name in Latin letters.
 */
export function foldFirstName(name: string): string | undefined {
  const ascii = toPlainLetters(name.toLowerCase())
    .normalize("NFD")
    .replace(/[^a-z0-9]/g, "")
    .slice(0, FIRST_NAME_MAX);
  return /^[a-z]/.test(ascii) ? ascii : undefined;
}

/** Yields `jane`, `jane2`, `jane3`, … as slugs: the first one that is free becomes the charter's. */
export function* slugCandidates(parts: SlugParts): Generator<string, never> {
  yield formatSlug(parts);
  for (let number = 2; ; number += 1) {
    const suffix = String(number);
    const firstName = parts.firstName.slice(0, FIRST_NAME_MAX - suffix.length) + suffix;
    yield formatSlug({ date: parts.date, firstName, period: parts.period });
  }
}
