import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PDFDocument, PDFFont } from "@cantoo/pdf-lib";
import fontkit from "@pdf-lib/fontkit";

import { withoutPositions } from "./positions.ts";

/** Set by build/lambda.ts, which lays the fonts beside the bundle; run from its source, this reads their package. */
declare const FONTS_BESIDE: true | undefined;

/** The faces a document is set in. Italics are the regular face, slanted. */
export interface Fonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** Embeds DejaVu Sans: PDF's own fonts cannot write ł or ş. Only the glyphs that are used come into the document. */
export async function embedFonts(pdf: PDFDocument): Promise<Fonts> {
  pdf.registerFontkit({ create });
  const regular = await pdf.embedFont(await readFont("DejaVuSans.ttf"), { subset: true });
  const bold = await pdf.embedFont(await readFont("DejaVuSans-Bold.ttf"), { subset: true });
  return { regular, bold };
}

/**
 * Opens a font. pdf-lib takes a subset that has `encode` for one of fontkit 2, where it needs no stream; that of
 * fontkit 1 has it, too, and needs one. So that it does not show.
 */
function create(bytes: Uint8Array, name?: string) {
  const font = fontkit.create(bytes, name);
  const createSubset = font.createSubset.bind(font);
  font.createSubset = () => {
    const subset = createSubset();
    return { includeGlyph: (glyph) => subset.includeGlyph(glyph), encodeStream: () => subset.encodeStream() };
  };
  return font;
}

async function readFont(name: "DejaVuSans.ttf" | "DejaVuSans-Bold.ttf"): Promise<Uint8Array> {
  if (typeof FONTS_BESIDE !== "undefined") return withoutPositions(await readFile(new URL(name, import.meta.url)));
  return withoutPositions(await readFile(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`)));
}
