import { FOOTER_HEIGHT, GRAY, MARGIN, TEXT_WIDTH, type Sheet } from "./sheet.ts";
import { drawRule } from "./strokes.ts";
import { untagged } from "./tags.ts";
import { drawLine, LEADING } from "./text.ts";
import { wrap } from "./wrap.ts";

const SIZE = 7;

/** Writes the foot of each page, once all pages are there; each of its lines must fit on one. */
export function writeFooters(sheet: Sheet, linesOf: (page: number, pages: number) => readonly string[]): void {
  const pages = sheet.pdf.getPages();
  pages.forEach((page, index) => {
    untagged(page, () => {
      drawRule(page, MARGIN + FOOTER_HEIGHT - 8);
      linesOf(index + 1, pages.length).forEach((text, place) => {
        const [line = []] = wrap([{ text }], sheet.fonts, SIZE, TEXT_WIDTH);
        const y = MARGIN + FOOTER_HEIGHT - 20 - place * SIZE * LEADING;
        drawLine(sheet, page, line, { x: MARGIN, y, size: SIZE, gray: GRAY });
      });
    });
  });
}
