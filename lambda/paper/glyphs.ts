import type { Face, Fonts } from "./fonts.ts";

/** Text that one face sets. */
export interface Drawn {
  readonly face: Face;
  readonly text: string;
  /** Whether it is code points, which run from left to right wherever they stand. */
  readonly spelled: boolean;
}

/** Nothing by itself. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
/** Says how letters beside it are shaped: some scripts need it, and where the face has it, it draws nothing. */
const JOINERS: ReadonlySet<string> = new Set(["\u200C", "\u200D"]);
/** Part of the letter before it. */
const MARK = /[\p{M}\u200C\u200D]/u;

/**
 * Divides a text among the faces that have glyphs for it. What none of them has is written as its code points,
 * `[U+6E21 U+8FBA]`: on paper a box says nothing, and lets two names be one.
 */
export function drawWith(text: string, fonts: Fonts, bold: boolean): readonly Drawn[] {
  const usual = bold ? fonts.bold : fonts.regular;
  if (setsAll(usual, text)) return [{ face: usual, text, spelled: false }];
  const drawn: Drawn[] = [];
  const add = (face: Face, more: string, spelled: boolean): void => {
    const last = drawn.at(-1);
    if (last?.face !== face || last.spelled !== spelled) drawn.push({ face, text: more, spelled });
    else if (spelled) drawn[drawn.length - 1] = { ...last, text: `${last.text.slice(0, -1)} ${more.slice(1)}` };
    else drawn[drawn.length - 1] = { ...last, text: last.text + more };
  };
  for (const character of text) {
    if (UNSEEN.test(character) && !JOINERS.has(character)) continue;
    const before = drawn.at(-1)?.face;
    // A mark stays with its letter where that face has it.
    const first = MARK.test(character) && before !== undefined ? [before, usual] : [usual];
    const found = formOf(character, [...first, ...fonts.slices]);
    if (found === undefined && JOINERS.has(character)) continue;
    if (found === undefined) add(usual, `[${codeOf(character)}]`, true);
    else add(found.face, found.text, false);
  }
  return drawn;
}

/** Nearly every word: a waiver is thousands of them. */
function setsAll({ glyphs }: Face, text: string): boolean {
  if (UNSEEN.test(text)) return false;
  for (const character of text) if (!glyphs.has(character.codePointAt(0) ?? 0)) return false;
  return true;
}

/** Tells whether some of a text is written as its code points. */
export function isSpelled(text: string, fonts: Fonts): boolean {
  return Array.from(text).some(
    (character) => !UNSEEN.test(character) && formOf(character, [fonts.regular, ...fonts.slices]) === undefined,
  );
}

/** The first face that has a character, or all parts of it where it has no glyph of the whole. */
function formOf(character: string, faces: readonly Face[]): Pick<Drawn, "face" | "text"> | undefined {
  for (const face of faces)
    for (const text of [character, character.normalize("NFD")])
      if (Array.from(text).every((one) => face.glyphs.has(one.codePointAt(0) ?? 0))) return { face, text };
  return undefined;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
