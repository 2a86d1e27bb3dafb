import { fromLeft, levelsOf, readyForSetting } from "./direction.ts";
import type { Face, Fonts } from "./fonts.ts";
import { drawWith, type Drawn } from "./glyphs.ts";
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
  readonly face: Face;
  readonly slanted: boolean;
  readonly x: number;
  /** What it says, where it may be drawn in another order: from right to left, or as its script shapes it. */
  readonly said?: string;
}

/** A word, or a part of one, of a paragraph. */
interface Word {
  readonly text: string;
  readonly bold: boolean;
  readonly slanted: boolean;
  /** Its first UTF-16 unit. */
  readonly start: number;
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
    const widthIn = (text: string): number =>
      drawWith(text, fonts, bold).reduce((sum, drawn) => sum + widthOf(drawn.face, drawn.text, size), 0);
    for (const text of whole.match(/ |[^ ]+/gu) ?? []) {
      const wide = widthIn(text);
      if (x > 0 && x + wide > width) startLine();
      // A space never starts a line.
      const placed = text === " " && x === 0 ? [] : wide > width ? cut(text, widthIn, width) : [text];
      let at = start;
      for (const piece of placed) {
        const pieceWidth = widthIn(piece);
        if (x > 0 && x + pieceWidth > width) startLine();
        lines.at(-1)?.push({ text: piece, bold, slanted, start: at });
        x += pieceWidth;
        at += piece.length;
      }
      start += text.length;
    }
  }
  return lines.map((line) => place(runsOf(line, levels), fonts, size));
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

/** What stands side by side in one style and one direction: it reads, copies and is spaced as one. */
interface Run extends Pick<Word, "text" | "bold" | "slanted"> {
  readonly level: number;
}

/** Divides a line into runs; the spaces at its end run as the paragraph does (rule L1). */
function runsOf(words: readonly Word[], levels: Uint8Array | undefined): readonly Run[] {
  const runs: Run[] = [];
  const end = words.findLastIndex(({ text }) => text !== " ");
  words.forEach(({ text, bold, slanted, start }, index) => {
    let at = start;
    for (const part of levels === undefined ? [text] : text) {
      const level = index > end ? 0 : (levels?.[at] ?? 0);
      const last = runs.at(-1);
      if (last?.bold === bold && last.slanted === slanted && last.level === level)
        runs[runs.length - 1] = { ...last, text: last.text + part };
      else runs.push({ text: part, bold, slanted, level });
      at += part.length;
    }
  });
  return runs;
}

/** Places the runs of a line, each in the faces that it takes. */
function place(runs: readonly Run[], fonts: Fonts, size: number): readonly PlacedStretch[] {
  let x = 0;
  return fromLeft(runs).flatMap(({ text, bold, slanted, level }) => {
    const drawn = drawWith(text, fonts, bold);
    const stretches = level % 2 === 1 ? [...drawn].reverse().map(turned) : drawn.map((one) => shaped(one, fonts));
    return stretches.map(({ face, ...stretch }) => {
      const placed = { ...stretch, face, slanted, x };
      x += widthOf(face, stretch.text, size);
      return placed;
    });
  });
}

function shaped({ face, text }: Drawn, { slices }: Fonts): Pick<PlacedStretch, "face" | "text" | "said"> {
  return slices.includes(face) ? { face, text, said: text } : { face, text };
}

function turned({ face, text, spelled }: Drawn): Pick<PlacedStretch, "face" | "text" | "said"> {
  return spelled ? { face, text } : { face, text: readyForSetting(text), said: text };
}
