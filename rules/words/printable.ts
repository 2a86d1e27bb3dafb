/**
 * What a line that names somebody or something may not hold, as it is not there to be read: control characters and line
 * ends, halves of characters, and what turns the text around it (Unicode's embeddings, overrides and isolates), so that a
 * name would read otherwise than it is stored.
 */
export const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;
export const UNPRINTABLE_REFUSED = "must not contain control characters";

/** Takes out of a line what it may not hold: of what was shown and cannot be asked for again. */
export function printableOf(text: string): string {
  return Array.from(text)
    .filter((character) => ONE_LINE.test(character))
    .join("");
}

/** What turns the text around it, of which nothing is seen where it was typed or pasted. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
/** Unicode's own line and paragraph ends, which word processors paste. */
const LINE_ENDS = /[\u2028\u2029]/g;

/**
 * Has text on several lines read as it is stored: every line ends alike, and nothing turns the text around it. Nobody can see
 * such a mark and take it out, so that what was typed is not refused for one.
 */
export function withPlainLines(text: string): string {
  return text.replace(LINE_ENDS, "\n").replace(TURNING, "");
}

/** Text with something in it that can be seen: a letter or a digit that Unicode does not let programs leave out. */
export const VISIBLE = /(?!\p{DI})[\p{L}\p{N}]/u;

/**
 * Marks that nobody sees and that join no letters: of direction, of where a line may break, of the order of bytes. Two names
 * that differ by one look alike and are not. The joiners of Persian and Indic names (U+200C, U+200D) are part of them.
 */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]/gu;

/** Takes such marks out. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, "");
}
