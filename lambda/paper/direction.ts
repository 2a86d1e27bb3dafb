import bidiFactory from "bidi-js";

import { FROM_RIGHT } from "./isolated.ts";

const bidi = bidiFactory();

/**
 * Tells of each UTF-16 unit of a paragraph at which level it runs, from left to right where that is even; undefined where
 * nothing runs from the right. The paragraph itself runs from the left, as the words that we put around what was entered do.
 * Source: UAX #9, https://www.unicode.org/reports/tr9/
 */
export function levelsOf(paragraph: string): Uint8Array | undefined {
  return FROM_RIGHT.test(paragraph) ? bidi.getEmbeddingLevels(paragraph, "ltr").levels : undefined;
}

/** Puts the pieces of one line in the order in which they stand, from the left (rule L2). */
export function fromLeft<T extends { readonly level: number }>(pieces: readonly T[]): readonly T[] {
  const placed = [...pieces];
  for (let level = Math.max(0, ...pieces.map((piece) => piece.level)); level > 0; level -= 1) {
    for (let start = 0; start < placed.length; start += 1) {
      let end = start;
      while ((placed[end]?.level ?? -1) >= level) end += 1;
      if (end === start) continue;
      placed.splice(start, end - start, ...placed.slice(start, end).reverse());
      start = end - 1;
    }
  }
  return placed;
}

/**
 * Makes a piece that runs from right to left ready for what sets it, which turns letters of such scripts around by itself:
 * brackets face the other way, and what has no such letter is turned around here.
 */
export function readyForSetting(piece: string): string {
  const facing = Array.from(piece, (character) => bidi.getMirroredCharacter(character) ?? character);
  return (FROM_RIGHT.test(piece) ? facing : facing.reverse()).join("");
}
