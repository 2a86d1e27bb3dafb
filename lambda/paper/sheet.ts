import type { PDFDocument, PDFName, PDFPage } from "@cantoo/pdf-lib";

import type { Face, Fonts } from "./fonts.ts";
import { openTags, type Tags } from "./tags.ts";

/** US Letter, in points, with margins that every printer can print. */
const PAGE: [number, number] = [612, 792];
export const MARGIN = 54;
export const TEXT_WIDTH = PAGE[0] - 2 * MARGIN;
const TOP = PAGE[1] - MARGIN;
export const FOOTER_HEIGHT = 40;

export const INK = 0.1;
export const GRAY = 0.4;

/** A document that is written from the top down, on as many pages as it takes. */
export interface Sheet {
  readonly pdf: PDFDocument;
  readonly fonts: Fonts;
  /** What each page calls the faces that it uses. */
  readonly fontNames: Map<PDFPage, Map<Face, PDFName>>;
  readonly tags: Tags;
  /** The page that is written on. */
  page: PDFPage;
  /** Where the next thing goes, in points from the page's lower edge. */
  y: number;
}

/** Opens a sheet on the first page of a document. */
export function openSheet(pdf: PDFDocument, fonts: Fonts): Sheet {
  const tags = openTags(pdf);
  return { pdf, fonts, fontNames: new Map(), tags, page: pdf.addPage(PAGE), y: TOP };
}

/** Goes on to the next page unless so much, in points, fits on this one. */
export function need(sheet: Sheet, height: number): void {
  if (sheet.y - height >= MARGIN + FOOTER_HEIGHT) return;
  sheet.page = sheet.pdf.addPage(PAGE);
  sheet.y = TOP;
}

/** Leaves so much free, in points. */
export function skip(sheet: Sheet, height: number): void {
  sheet.y -= height;
}

/** Names a face on a page, which may not have used it before. */
export function faceName({ fontNames }: Pick<Sheet, "fontNames">, page: PDFPage, face: Face): PDFName {
  const names = fontNames.get(page) ?? new Map<Face, PDFName>();
  const name = names.get(face) ?? page.node.newFontDictionary("Face", face.font.ref);
  fontNames.set(page, names.set(face, name));
  return name;
}
