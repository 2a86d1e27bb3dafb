import type { Face } from "./fonts.ts";

/** How many words are remembered: those of a dozen texts in two faces, and well under a megabyte. */
export const WIDTHS_MAX = 8_192;

/** Widths at a size of 1,000 points, by the font's file and the text. */
const widths = new Map<string, number>();

/**
 * Measures a text in points, as the font does. To lay out a word costs as much as all else that is done with it, and a
 * waiver is the same words for each who signs it, so what was measured is remembered from paper to paper.
 */
export function widthOf({ file, font }: Pick<Face, "file" | "font">, text: string, size: number): number {
  const key = `${file} ${text}`;
  const known = widths.get(key) ?? font.widthOfTextAtSize(text, THOUSAND);
  if (widths.size >= WIDTHS_MAX) widths.clear();
  widths.set(key, known);
  return known * (size / THOUSAND);
}

const THOUSAND = 1_000;
