import {
  beginText,
  endMarkedContent,
  endText,
  LineCapStyle,
  lineTo,
  moveTo,
  PDFOperator,
  PDFOperatorNames,
  popGraphicsState,
  pushGraphicsState,
  setFillingGrayscaleColor,
  setFontAndSize,
  setLineCap,
  setLineWidth,
  setStrokingGrayscaleColor,
  setTextMatrix,
  showText,
  stroke,
  type PDFDocument,
  type PDFName,
  type PDFPage,
} from "@cantoo/pdf-lib";

import type { Fonts } from "./fonts.ts";
import { openTags, type Tag } from "./tags.ts";
import { wrap, type PlacedStretch, type Stretch } from "./wrap.ts";

/** US Letter, in points, with margins that every printer can print. */
const PAGE: [number, number] = [612, 792];
export const MARGIN = 54;
export const TEXT_WIDTH = PAGE[0] - 2 * MARGIN;
const FOOTER_HEIGHT = 40;
const LEADING = 1.4;
const FOOTER_SIZE = 7;
/** The tangent of 12 degrees. */
const SLANT = 0.2126;
const INK = 0.1;
const GRAY = 0.4;

export interface TextOptions {
  readonly tag: Tag;
  readonly size: number;
  /** From the left margin, in points. */
  readonly indent?: number;
  readonly width?: number;
  readonly gray?: boolean;
  /** Keeps the pen on the first line, so that what follows stands beside this. */
  readonly stay?: boolean;
}

type Point = readonly [x: number, y: number];

/** A document that is written from the top down, on as many pages as it takes. */
export function openSheet(pdf: PDFDocument, fonts: Fonts) {
  const tags = openTags(pdf);
  const keys = new Map<PDFPage, { readonly regular: PDFName; readonly bold: PDFName }>();
  let page = addPage();
  let y = PAGE[1] - MARGIN;

  function addPage(): PDFPage {
    const added = pdf.addPage(PAGE);
    keys.set(added, {
      regular: added.node.newFontDictionary("Regular", fonts.regular.ref),
      bold: added.node.newFontDictionary("Bold", fonts.bold.ref),
    });
    return added;
  }

  /** Goes on to the next page unless so much, in points, fits on this one. */
  const need = (height: number): void => {
    if (y - height >= MARGIN + FOOTER_HEIGHT) return;
    page = addPage();
    y = PAGE[1] - MARGIN;
  };

  const show = (
    on: PDFPage,
    line: readonly PlacedStretch[],
    [x, baseline]: Point,
    size: number,
    gray: number,
  ): void => {
    const named = keys.get(on);
    if (named === undefined) throw new Error("The page is not of this sheet.");
    for (const stretch of line) {
      on.pushOperators(
        beginText(),
        setFillingGrayscaleColor(gray),
        setFontAndSize(stretch.font === fonts.bold ? named.bold : named.regular, size),
        setTextMatrix(1, 0, stretch.slanted ? SLANT : 0, 1, x + stretch.x, baseline),
        showText(stretch.font.encodeText(stretch.text)),
        endText(),
      );
    }
  };

  /** Writes text below what is there. */
  const text = (stretches: readonly Stretch[], options: TextOptions): void => {
    const { tag, size, indent = 0, width = TEXT_WIDTH - indent, gray = false, stay = false } = options;
    const before = y;
    const element = tags.open(tag);
    for (const line of wrap(stretches, fonts, size, width)) {
      need(size * LEADING);
      tags.within(element, page, () => {
        show(page, line, [MARGIN + indent, y - size], size, gray ? GRAY : INK);
      });
      y -= size * LEADING;
    }
    if (stay) y = before;
  };

  const skip = (height: number): void => {
    y -= height;
  };

  /** Draws pen strokes, given in points from the top left corner of a box of this height. */
  const strokes = (lines: readonly (readonly Point[])[], height: number, description: string): void => {
    need(height);
    tags.within(tags.open("Figure", description), page, () => {
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
    y -= height;
  };

  const artifact = (on: PDFPage, draw: () => void): void => {
    on.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, ["/Artifact"]));
    draw();
    on.pushOperators(endMarkedContent());
  };

  /** Draws a line across. */
  const rule = (): void => {
    need(1);
    artifact(page, () => {
      drawRule(page, y);
    });
  };

  /** Writes the foot of each page and the document's outline for screen readers: the last thing to do. */
  const finish = (footer: (pageNumber: number, pages: number) => readonly string[]): void => {
    const pages = pdf.getPages();
    pages.forEach((each, index) => {
      artifact(each, () => {
        drawRule(each, MARGIN + FOOTER_HEIGHT - 8);
        footer(index + 1, pages.length).forEach((line, place) => {
          const [placed = []] = wrap([{ text: line }], fonts, FOOTER_SIZE, TEXT_WIDTH);
          show(each, placed, [MARGIN, MARGIN + FOOTER_HEIGHT - 20 - place * FOOTER_SIZE * LEADING], FOOTER_SIZE, GRAY);
        });
      });
    });
    tags.finish();
  };

  return { text, skip, need, rule, strokes, finish };
}

export type Sheet = ReturnType<typeof openSheet>;

function drawRule(page: PDFPage, y: number): void {
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
