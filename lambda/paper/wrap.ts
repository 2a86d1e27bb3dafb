import type { PDFFont } from "@cantoo/pdf-lib";

import type { Fonts } from "./fonts.ts";
import { spellMissing } from "./glyphs.ts";
import { widthOf } from "./widths.ts";

/** A stretch of text in one style. */
export interface Stretch {
  readonly text: string;
  readonly bold?: boolean;
  readonly slanted?: boolean;
}

/** A stretch as it is drawn: on one line, `x` points from where the line starts. */
export interface PlacedStretch {
  readonly text: string;
  readonly font: PDFFont;
  readonly slanted: boolean;
  readonly x: number;
}

interface Word extends PlacedStretch {
  readonly width: number;
}

/** Breaks text into lines of at most `width` points: between words, and inside one only where it fits no line. */
export function wrap(
  stretches: readonly Stretch[],
  fonts: Fonts,
  size: number,
  width: number,
): readonly (readonly PlacedStretch[])[] {
  const lines: Word[][] = [[]];
  let x = 0;
  const place = (word: Omit<Word, "x">): void => {
    lines.at(-1)?.push({ ...word, x });
    x += word.width;
  };
  for (const stretch of stretches) {
    const font = stretch.bold === true ? fonts.bold : fonts.regular;
    const measure = (text: string) => ({
      text,
      font,
      slanted: stretch.slanted === true,
      width: widthOf(font, text, size),
    });
    for (const text of spellMissing(clean(stretch.text), font).match(/ |[^ ]+/gu) ?? []) {
      const word = measure(text);
      if (x > 0 && x + word.width > width) {
        lines.push([]);
        x = 0;
      }
      // A space never starts a line.
      if (text === " " && x === 0) continue;
      for (const piece of word.width > width ? cut(word.text, measure, width) : [word]) {
        if (x > 0 && x + piece.width > width) {
          lines.push([]);
          x = 0;
        }
        place(piece);
      }
    }
  }
  return lines.map(join);
}

/** Composed letters, as fonts have them, and no line breaks of its own. */
function clean(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ");
}

function cut<T extends { readonly width: number }>(
  text: string,
  measure: (text: string) => T,
  width: number,
): readonly T[] {
  const pieces: string[] = [""];
  for (const character of text) {
    const longer = (pieces.at(-1) ?? "") + character;
    if (pieces.at(-1) !== "" && measure(longer).width > width) pieces.push(character);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces.map(measure);
}

/** Joins what stands side by side in one style, so that it reads, copies and is spaced as one. */
function join(words: readonly Word[]): readonly PlacedStretch[] {
  const joined: PlacedStretch[] = [];
  for (const { text, font, slanted, x } of words) {
    const last = joined.at(-1);
    if (last?.font === font && last.slanted === slanted)
      joined[joined.length - 1] = { ...last, text: last.text + text };
    else joined.push({ text, font, slanted, x });
  }
  return joined;
}
