import { toPlainLetters } from "./plainLetters.ts";

/**
 * Accents, and the vowel points of Hebrew and Arabic: people write the same name with and without them. All other marks
 * are letters to those who write them: रमा and राम are two people.
 */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
/** Spaces, hyphens, apostrophes in all their forms, and what cannot be seen. */
const BETWEEN = /[^\p{L}\p{N}\p{M}]+|[\u02b0-\u02ff\u0640]/gu;
/** `Doe, Jane`, in the order of a list. */
const LISTED = /^([^,،，]+)[,،，]([^,،，]+)$/;
const SUFFIX = /^\s*(?:[js]r|i{2,3}|iv|m\.?d|ph\.?d|esq)\.?\s*$/i;

/** Folds a name for comparing, to its letters alone: no accents, case, spaces or punctuation, the family name last. */
export function foldName(name: string): string {
  return toPlainLetters(inSpokenOrder(name).normalize("NFKD").replace(ACCENTS, "").toLowerCase().normalize("NFKD"))
    .replace(ACCENTS, "")
    .replace(BETWEEN, "");
}

function inSpokenOrder(name: string): string {
  const [, family, given] = LISTED.exec(name) ?? [];
  return family === undefined || given === undefined || SUFFIX.test(given) ? name : `${given} ${family}`;
}
