import type { Language } from "../../../rules/words/language.ts";
import { EN } from "./en.ts";
import { ES } from "./es.ts";
import type { WaiverWords } from "./words.ts";

const WORDS: Readonly<Record<Language, WaiverWords>> = { en: EN, es: ES };

/** Gives the words of a language. */
export function wordsOf(language: Language): WaiverWords {
  return WORDS[language];
}
