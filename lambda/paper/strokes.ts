import {
  LineCapStyle,
  lineTo,
  moveTo,
  popGraphicsState,
  pushGraphicsState,
  setLineCap,
  setLineWidth,
  setStrokingGrayscaleColor,
  stroke,
  type PDFPage,
} from "@cantoo/pdf-lib";

import { INK, MARGIN, need, skip, TEXT_WIDTH, type Sheet } from "./sheet.ts";
import { openElement, tagged, untagged } from "./tags.ts";

type Point = readonly [x: number, y: number];

/** Draws pen strokes, given in points from the top left corner of a box of this height. */
export function writeStrokes(
  sheet: Sheet,
  lines: readonly (readonly Point[])[],
  height: number,
  description: string,
): void {
  need(sheet, height);
  const { tags, page, y } = sheet;
  tagged(tags, openElement(tags, "Figure", description), page, () => {
    page.pushOperators(
      pushGraphicsState(),
      setStrokingGrayscaleColor(INK),
      setLineWidth(1.2),
      setLineCap(LineCapStyle.Round),
    );
    for (const points of lines) {
      page.pushOperators(
        ...points.map(([x, down], index) => (index === 0 ? moveTo : lineTo)(MARGIN + x, y - down)),
        stroke(),
      );
    }
    page.pushOperators(popGraphicsState());
  });
  skip(sheet, height);
}

/** Draws a line across, below what is there. */
export function writeRule(sheet: Sheet): void {
  need(sheet, 1);
  untagged(sheet.page, () => {
    drawRule(sheet.page, sheet.y);
  });
}

/** Draws a line across a page. */
export function drawRule(page: PDFPage, y: number): void {
  page.pushOperators(
    pushGraphicsState(),
    setStrokingGrayscaleColor(0.75),
    setLineWidth(0.5),
    moveTo(MARGIN, y),
    lineTo(MARGIN + TEXT_WIDTH, y),
    stroke(),
    popGraphicsState(),
  );
}
