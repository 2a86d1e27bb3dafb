import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFPage,
} from "@cantoo/pdf-lib";

/** A line of text as it stands on a page, in points from the lower left corner. */
export interface PlacedText {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly slanted: boolean;
}

/** Reads the texts of a PDF back as a viewer does: through each font's ToUnicode map and widths. */
export async function readPdfText(bytes: Uint8Array): Promise<readonly PlacedText[]> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  return pdf.getPages().flatMap((page, index) => readPage(page, index + 1));
}

/** The operators that draw a page. */
export function readOperators(page: PDFPage): string {
  const contents = page.node.Contents();
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((ref) => page.doc.context.lookup(ref)) : [contents];
  return streams.map(decode).join("\n");
}

function decode(stream: unknown): string {
  if (!(stream instanceof PDFRawStream)) throw new Error("The PDF has no stream there.");
  return Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1");
}

function fontsOf(page: PDFPage): PDFDict {
  return page.node.Resources()?.lookup(PDFName.of("Font"), PDFDict) ?? page.doc.context.obj({});
}

function readPage(page: PDFPage, number: number): PlacedText[] {
  const fonts = new Map(
    fontsOf(page)
      .entries()
      .map(([name]) => [name.asString(), readFont(page, name)]),
  );
  const pattern = /(\/\S+) ([\d.]+) Tf\s+1 0 ([\d.]+) 1 ([\d.]+) ([\d.]+) Tm\s+<([0-9A-F]*)> Tj/g;
  return [...readOperators(page).matchAll(pattern)].map(([, name = "", size, slant, x, y, hex = ""]) => {
    const font = fonts.get(name);
    const glyphs = (hex.match(/.{4}/g) ?? []).map((code) => Number.parseInt(code, 16));
    return {
      page: number,
      text: glyphs.map((glyph) => font?.unicode.get(glyph) ?? "\u25a1").join(""),
      x: Number(x),
      y: Number(y),
      slanted: slant !== "0",
      width: (glyphs.reduce((sum, glyph) => sum + (font?.widths.get(glyph) ?? 1000), 0) * Number(size)) / 1000,
    };
  });
}

function readFont(page: PDFPage, name: PDFName): { unicode: Map<number, string>; widths: Map<number, number> } {
  const font = fontsOf(page).lookup(name, PDFDict);
  const map = decode(font.lookup(PDFName.of("ToUnicode")));
  const unicode = new Map(
    [...map.matchAll(/<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>/g)].map(
      ([, glyph = "", text = ""]) =>
        [Number.parseInt(glyph, 16), Buffer.from(text, "hex").swap16().toString("utf16le")] as const,
    ),
  );
  const widths = new Map<number, number>();
  const list = font
    .lookup(PDFName.of("DescendantFonts"), PDFArray)
    .lookup(0, PDFDict)
    .lookup(PDFName.of("W"), PDFArray);
  for (let index = 0; index < list.size(); index += 2) {
    const first = list.lookup(index, PDFNumber).asNumber();
    list
      .lookup(index + 1, PDFArray)
      .asArray()
      .forEach((width, place) => {
        widths.set(first + place, Number(String(width)));
      });
  }
  return { unicode, widths };
}
