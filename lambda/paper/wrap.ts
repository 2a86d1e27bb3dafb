import type { PDFFont } from "@cantoo/pdf-lib";

import { fromLeft, levelsOf, readyForSetting } from "./direction.ts";
import type { Fonts } from "./fonts.ts";
import { spellMissing } from "./glyphs.ts";
import { widthOf } from "./widths.ts";

/** A stretch of text in one style. */
export interface Stretch {
  readonly text: string;
  readonly bold?: boolean;
  readonly slanted?: boolean;
}

interface Style {
  readonly font: PDFFont;
  readonly slanted: boolean;
}

/** A stretch as it is drawn: on one line, `x` points from where the line starts. */
export interface PlacedStretch extends Style {
  readonly text: string;
  readonly x: number;
  /** What it says, where it is drawn in another order: from right to left. */
  readonly said?: string;
}

/** A word, or a part of one, of a paragraph: from which of its UTF-16 units on. */
interface Word extends Style {
  readonly text: string;
  readonly start: number;
  readonly x: number;
}

/** Breaks text into lines of at most `width` points: between words, and inside one only where it fits no line. */
export function wrap(
  stretches: readonly Stretch[],
  fonts: Fonts,
  size: number,
  width: number,
): readonly (readonly PlacedStretch[])[] {
  const cleaned = stretches.map((stretch) => ({ ...stretch, text: clean(stretch.text) }));
  const levels = levelsOf(cleaned.map(({ text }) => text).join(""));
  const lines: Word[][] = [[]];
  let x = 0;
  let start = 0;
  const startLine = (): void => {
    lines.push([]);
    x = 0;
  };
  for (const { text: whole, bold = false, slanted = false } of cleaned) {
    const font = bold ? fonts.bold : fonts.regular;
    const widthIn = (text: string): number => widthOf(font, spellMissing(text, font), size);
    for (const text of whole.match(/ |[^ ]+/gu) ?? []) {
      const wide = widthIn(text);
      if (x > 0 && x + wide > width) startLine();
      // A space never starts a line.
      const drawn = text === " " && x === 0 ? [] : wide > width ? cut(text, widthIn, width) : [text];
      let at = start;
      for (const piece of drawn) {
        const pieceWidth = widthIn(piece);
        if (x > 0 && x + pieceWidth > width) startLine();
        lines.at(-1)?.push({ text: piece, font, slanted, start: at, x });
        x += pieceWidth;
        at += piece.length;
      }
      start += text.length;
    }
  }
  return lines.map((line) =>
    // Marks that only set apart what stands between them draw nothing.
    (levels === undefined ? join(line) : inOrder(line, levels, size)).filter(({ text }) => text !== ""),
  );
}

/** Composed letters, as fonts have them, and no line breaks of its own. */
function clean(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ");
}

function cut(text: string, widthIn: (text: string) => number, width: number): readonly string[] {
  const pieces: string[] = [""];
  for (const character of text) {
    const longer = (pieces.at(-1) ?? "") + character;
    if (pieces.at(-1) !== "" && widthIn(longer) > width) pieces.push(character);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}

/** Joins what stands side by side in one style, so that it reads, copies and is spaced as one. */
function join(words: readonly Word[]): readonly PlacedStretch[] {
  return runsOf(words, undefined).map(({ text, font, slanted, x }) => ({
    text: spellMissing(text, font),
    font,
    slanted,
    x,
  }));
}

/** The same where some of it runs from right to left. */
function inOrder(words: readonly Word[], levels: Uint8Array, size: number): readonly PlacedStretch[] {
  let x = 0;
  return fromLeft(runsOf(words, levels)).map(({ text, font, slanted, level }) => {
    const shown = spellMissing(text, font);
    const turned = level % 2 === 1;
    const stretch = turned ? { text: readyForSetting(shown), said: shown } : { text: shown };
    const placed = { ...stretch, font, slanted, x };
    x += widthOf(font, stretch.text, size);
    return placed;
  });
}

interface Run extends Style {
  readonly text: string;
  readonly level: number;
  readonly x: number;
}

/** Divides a line into runs of one style and one level; the spaces at its end run as the paragraph does (rule L1). */
function runsOf(words: readonly Word[], levels: Uint8Array | undefined): readonly Run[] {
  const runs: Run[] = [];
  const end = words.findLastIndex(({ text }) => text !== " ");
  words.forEach(({ text, font, slanted, start, x }, place) => {
    for (const [index, unit] of levels === undefined ? [[0, text] as const] : unitsOf(text)) {
      const level = place > end ? 0 : (levels?.[start + index] ?? 0);
      const last = runs.at(-1);
      if (last?.font === font && last.slanted === slanted && last.level === level)
        runs[runs.length - 1] = { ...last, text: last.text + unit };
      else runs.push({ text: unit, font, slanted, level, x });
    }
  });
  return runs;
}

/** Lists the characters of a text, each with its first UTF-16 unit. */
function unitsOf(text: string): readonly (readonly [number, string])[] {
  let index = 0;
  return Array.from(text, (character) => {
    const unit = [index, character] as const;
    index += character.length;
    return unit;
  });
}
