import { countCharacters, PASSWORD_MIN } from "../contract/api/password.ts";
import { foldName } from "../people/foldName.ts";
import { toPlainLetters } from "../people/plainLetters.ts";
import { COMMON_STEMS, HOUSE_WORDS, KEY_ROWS, LEET } from "./guesses.ts";

/** Why a new password is refused, as what follows "The password". */
export type PasswordFault = `must ${string}`;

/** Shorter words are parts of too many others: "al" is in "sail". */
const OWN_WORD_MIN = 4;
/** So many different characters must be left once what anybody would guess is taken away. */
const LEFT_MIN = 8;
/** So many different ones it must have at all. */
const DIFFERENT_MIN = 5;
/** From this part of it on, a password is a row of keys. */
const ROW_PART = 0.75;

export const COMMON_FAULT = "must not be a common password, nor common words with digits or signs around them";
const OWN_FAULT = "must not be made of your name, your address, the company or its boats";
const REPEATED_FAULT = "must not be one piece over and over, such as spaces or abcabcabc";
const ROW_FAULT = "must not be a row of digits, letters or keys";

/**
 * Says what is wrong with a new password, or undefined. Which characters it is made of is nobody's business; what is
 * refused is what somebody would guess: one piece over and over, rows of keys, common words, and `own`, what the account
 * and the company are called. Source: OWASP ASVS 5.0, 6.2.1, 6.2.5 and 6.2.11.
 */
export function judgePassword(password: string, own: readonly string[]): PasswordFault | undefined {
  const folded = foldPassword(password);
  if (countCharacters(password) < PASSWORD_MIN) return `must be at least ${PASSWORD_MIN} characters`;
  if (isRepeated(Array.from(folded))) return REPEATED_FAULT;
  if (isRow(Array.from(folded))) return ROW_FAULT;
  if (isMadeOf(unleet(folded), COMMON_STEMS) || isMadeOf(folded, COMMON_STEMS)) return COMMON_FAULT;
  const guessed = [...guessableWords(own), ...HOUSE_WORDS, ...COMMON_STEMS];
  return [folded, unleet(folded), foldName(password)].some((text) => isMadeOf(text, guessed)) ? OWN_FAULT : undefined;
}

/** Folds a password for comparing with guesses: who tries the one tries it in capitals too. What is hashed is never folded. */
export function foldPassword(password: string): string {
  return password.normalize("NFKC").toLowerCase();
}

/** What an account and a company are called, whole and in its words, which no password may be made of. */
function guessableWords(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => [text, ...text.split("@"), ...text.split(/[^\p{L}\p{N}]+/u)])
    .map(foldName)
    .filter((word) => word.length >= OWN_WORD_MIN);
}

function unleet(text: string): string {
  return text.replace(/[@430!15$7]/g, (sign) => LEET[sign] ?? sign);
}

/** Hardly any different characters, or a piece of at most half the length that makes all of it. */
function isRepeated(characters: readonly string[]): boolean {
  if (differentIn(characters) < DIFFERENT_MIN) return true;
  const lengths = Array.from({ length: Math.floor(characters.length / 2) }, (_, index) => index + 1);
  return lengths.some((length) => characters.every((character, index) => character === characters[index % length]));
}

function differentIn(characters: readonly string[]): number {
  return new Set(characters.filter((character) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(character))).size;
}

/** Most of it goes on along a row, in either direction, such as "qwertyuiopasdfgh". */
function isRow(characters: readonly string[]): boolean {
  const steps = characters.slice(1).filter((character, index) => isStep(characters[index] ?? "", character));
  return steps.length >= (characters.length - 1) * ROW_PART;
}

function isStep(from: string, to: string): boolean {
  return KEY_ROWS.some((row) => row.includes(from + to) || row.includes(to + from));
}

/** Some of the words are in it, and beside them there is next to nothing, or no letter. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const plain = withoutAccents(text);
  const left = longestFirst.reduce((rest, word) => rest.replaceAll(word, " "), plain);
  if (left === plain) return false;
  return differentIn(Array.from(left)) < LEFT_MIN || (hasLetters(plain) && !hasLetters(left));
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

function withoutAccents(text: string): string {
  return toPlainLetters(text.normalize("NFKD").replace(/[\u0300-\u036f]/g, ""));
}
