import {
  beginText,
  endText,
  setFillingGrayscaleColor,
  setFontAndSize,
  setTextMatrix,
  showText,
  type PDFPage,
} from "@cantoo/pdf-lib";

import { faceName, GRAY, INK, MARGIN, need, TEXT_WIDTH, type Sheet } from "./sheet.ts";
import { grouped, openElement, saying, tagged, type Tag } from "./tags.ts";
import { wrap, type PlacedStretch, type Stretch } from "./wrap.ts";

/** A line's height, of its letters' size. */
export const LEADING = 1.4;
/** The tangent of 12 degrees. */
const SLANT = 0.2126;

interface TextOptions {
  readonly tag: Tag;
  readonly size: number;
  /** From the left margin, in points. */
  readonly indent?: number;
  readonly width?: number;
  readonly gray?: boolean;
  /** Keeps the pen on the first line, so that what follows stands beside this. */
  readonly stay?: boolean;
}

/** Writes text below what is there. */
export function writeText(sheet: Sheet, stretches: readonly Stretch[], options: TextOptions): void {
  const { tag, size, indent = 0, width = TEXT_WIDTH - indent, gray = false, stay = false } = options;
  const before = sheet.y;
  const element = openElement(sheet.tags, tag);
  for (const line of wrap(stretches, sheet.fonts, size, width)) {
    need(sheet, size * LEADING);
    tagged(sheet.tags, element, sheet.page, () => {
      const at = { x: MARGIN + indent, y: sheet.y - size };
      drawLine(sheet, sheet.page, line, { ...at, size, gray: gray ? GRAY : INK });
    });
    sheet.y -= size * LEADING;
  }
  if (stay) sheet.y = before;
}

/** Writes an item of a list: its mark, and beside it what `write` writes. */
export function writeItem(
  sheet: Sheet,
  mark: string,
  look: Pick<TextOptions, "size" | "indent">,
  write: () => void,
): void {
  grouped(sheet.tags, "LI", () => {
    need(sheet, look.size * 2);
    writeText(sheet, [{ text: mark }], { ...look, tag: "Lbl", stay: true });
    grouped(sheet.tags, "LBody", write);
  });
}

interface LineLook {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly size: number;
  /** 0 is black. */
  readonly gray: number;
}

/** Draws one line of text anywhere on a page. */
export function drawLine(
  sheet: Sheet,
  page: PDFPage,
  line: readonly PlacedStretch[],
  { x, y, size, gray }: LineLook,
): void {
  for (const stretch of line) {
    saying(page, stretch.said, () => {
      page.pushOperators(
        beginText(),
        setFillingGrayscaleColor(gray),
        setFontAndSize(faceName(sheet, page, stretch.face), size),
        setTextMatrix(1, 0, stretch.slanted ? SLANT : 0, 1, x + stretch.x, y),
        showText(stretch.face.font.encodeText(stretch.text)),
        endText(),
      );
    });
  }
}
