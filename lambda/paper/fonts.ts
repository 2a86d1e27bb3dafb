import "regenerator-runtime";

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PDFDocument, PDFFont } from "@cantoo/pdf-lib";
import fontkit, { type Font } from "@pdf-lib/fontkit";

import { withoutPositions } from "./positions.ts";
import { listSlices, slicePath, SLICES_FILE, slicesFor, type Slice } from "./slices.ts";

/** Set by build/lambda.ts, which lays the fonts beside the bundle; run from its source, this reads their packages. */
declare const FONTS_BESIDE: true | undefined;

/** A font of a document. */
export interface Face {
  /** Names its file: of one name there is one file of ours. */
  readonly file: string;
  readonly font: PDFFont;
  /** What it has glyphs for, as code points. */
  readonly glyphs: ReadonlySet<number>;
}

/** The faces a document is set in. Italics are the regular face, slanted. */
export interface Fonts {
  readonly regular: Face;
  readonly bold: Face;
  /** For what those have no glyphs for; bold and regular alike. */
  readonly slices: readonly Face[];
}

/**
 * Embeds DejaVu Sans, as PDF's own fonts cannot write ł or ş, and the slices of other fonts that `said`, which is all that
 * the document says, needs besides. Only the glyphs that are used come into the document.
 */
export async function embedFonts(pdf: PDFDocument, said: string): Promise<Fonts> {
  pdf.registerFontkit({ create: openFont });
  const regular = await embed(pdf, "DejaVuSans.ttf");
  const bold = await embed(pdf, "DejaVuSans-Bold.ttf");
  const missing = new Set(Array.from(said, (character) => character.codePointAt(0) ?? 0));
  for (const point of regular.glyphs) missing.delete(point);
  if (missing.size === 0) return { regular, bold, slices: [] };
  const slices: Face[] = [];
  for (const { file } of slicesFor(await readSlices(), missing)) slices.push(await embed(pdf, file));
  return { regular, bold, slices };
}

/** What a file has glyphs for never changes, and to list it takes longer than to embed the font. */
const known = new Map<string, ReadonlySet<number>>();

async function embed(pdf: PDFDocument, file: string): Promise<Face> {
  const bytes = await readFont(file);
  const font = await pdf.embedFont(isSlice(file) ? bytes : withoutPositions(bytes), { subset: true });
  const glyphs = known.get(file) ?? new Set(font.getCharacterSet());
  known.set(file, glyphs);
  return { file, font, glyphs };
}

/**
 * Opens a font. pdf-lib takes a subset that has `encode` for one of fontkit 2, where it needs no stream; that of fontkit 1
 * has it, too, and needs one. So that it does not show. (What shapes Indic scripts was compiled for regenerator-runtime.)
 */
export function openFont(bytes: Uint8Array, name?: string): Font {
  const font = fontkit.create(bytes, name);
  const createSubset = font.createSubset.bind(font);
  font.createSubset = () => {
    const subset = createSubset();
    return { includeGlyph: (glyph) => subset.includeGlyph(glyph), encodeStream: () => subset.encodeStream() };
  };
  return font;
}

/** Compressed, so that nothing in it can be passed over; and small. */
function isSlice(file: string): boolean {
  return file.endsWith(".woff");
}

function readFont(file: string): Promise<Uint8Array> {
  if (typeof FONTS_BESIDE !== "undefined") return readFile(new URL(file, import.meta.url));
  const { resolve } = createRequire(import.meta.url);
  return readFile(isSlice(file) ? slicePath(file) : resolve(`dejavu-fonts-ttf/ttf/${file}`));
}

async function readSlices(): Promise<readonly Slice[]> {
  if (typeof FONTS_BESIDE === "undefined") return listSlices();
  return JSON.parse(await readFile(new URL(SLICES_FILE, import.meta.url), "utf8")) as readonly Slice[];
}
