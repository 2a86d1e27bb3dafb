import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PDFDocument, PDFFont } from "@cantoo/pdf-lib";
import fontkit, { type Font } from "@pdf-lib/fontkit";

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
  pdf.registerFontkit({ create: openFont });
  const regular = await pdf.embedFont(await readFont("DejaVuSans.ttf"), { subset: true });
  const bold = await pdf.embedFont(await readFont("DejaVuSans-Bold.ttf"), { subset: true });
  return { regular, bold };
}

/** fontkit's shaper for it does not run: it was compiled for a library (`regeneratorRuntime`) that is not there. */
const UNSHAPED = /\p{Script=Tifinagh}/u;
/** As it is; its types leave out the script. */
type Layout = (...args: [...Parameters<Font["layout"]>, script?: string]) => ReturnType<Font["layout"]>;
/** OpenType's tag for the features of no script in particular. */
const NO_SCRIPT = "DFLT";

/**
 * Opens a font. Tifinagh's letters stand side by side without being shaped, so a name in it is set without. pdf-lib takes
 * a subset that has `encode` for one of fontkit 2, where it needs no stream; that of fontkit 1 has it, too, and needs one.
 * So that it does not show.
 */
export function openFont(bytes: Uint8Array, name?: string): Font {
  const font = fontkit.create(bytes, name);
  const layout: Layout = font.layout.bind(font);
  font.layout = (text, features) => layout(text, features, UNSHAPED.test(text) ? NO_SCRIPT : undefined);
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
