import type { PDFDocument, PDFName, PDFPage } from "@cantoo/pdf-lib";

import type { Fonts } from "./fonts.ts";
import { openTags, type Tags } from "./tags.ts";

/** US Letter, in points, with margins that every printer can print. */
const PAGE: [number, number] = [612, 792];
export const MARGIN = 54;
export const TEXT_WIDTH = PAGE[0] - 2 * MARGIN;
const TOP = PAGE[1] - MARGIN;
export const FOOTER_HEIGHT = 40;

export const INK = 0.1;
export const GRAY = 0.4;

/** What a page calls its fonts. */
interface FontNames {
  readonly regular: PDFName;
  readonly bold: PDFName;
}

/** A document that is written from the top down, on as many pages as it takes. */
export interface Sheet {
  readonly pdf: PDFDocument;
  readonly fonts: Fonts;
  readonly fontNames: Map<PDFPage, FontNames>;
  readonly tags: Tags;
  /** The page that is written on. */
  page: PDFPage;
  /** Where the next thing goes, in points from the page's lower edge. */
  y: number;
}

/** Opens a sheet on the first page of a document. */
export function openSheet(pdf: PDFDocument, fonts: Fonts): Sheet {
  const tags = openTags(pdf);
  const fontNames = new Map<PDFPage, FontNames>();
  return { pdf, fonts, fontNames, tags, page: addPage({ pdf, fonts, fontNames }), y: TOP };
}

/** Goes on to the next page unless so much, in points, fits on this one. */
export function need(sheet: Sheet, height: number): void {
  if (sheet.y - height >= MARGIN + FOOTER_HEIGHT) return;
  sheet.page = addPage(sheet);
  sheet.y = TOP;
}

/** Leaves so much free, in points. */
export function skip(sheet: Sheet, height: number): void {
  sheet.y -= height;
}

function addPage({ pdf, fonts, fontNames }: Pick<Sheet, "pdf" | "fonts" | "fontNames">): PDFPage {
  const page = pdf.addPage(PAGE);
  fontNames.set(page, {
    regular: page.node.newFontDictionary("Regular", fonts.regular.ref),
    bold: page.node.newFontDictionary("Bold", fonts.bold.ref),
  });
  return page;
}
