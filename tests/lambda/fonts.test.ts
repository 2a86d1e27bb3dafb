import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PDFDocument } from "@cantoo/pdf-lib";
import type { Font } from "@pdf-lib/fontkit";
import fc from "fast-check";
import { expect, it } from "vitest";

import { embedFonts, openFont } from "../../lambda/paper/fonts.ts";
import { withoutPositions } from "../../lambda/paper/positions.ts";
import { WIDTHS_MAX, widthOf } from "../../lambda/paper/widths.ts";

const { resolve } = createRequire(import.meta.url);
const FACES = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
  readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}`)),
);
/** With ligatures, marks over letters, kerned pairs, letters from right to left, and what no font has. */
const TEXTS = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc
    .array(
      fc.constantFrom("ⴰⵎⵏⴰⵢ", "ffi", "fl", "AV", "Ł", "e\u0301", "a\u0323\u0302", "א", "شا", "\u00ad", "🦜", " "),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join("")),
);

it.each([0, 1])("a font without its tables of positions takes the same glyphs for a text (face %i)", (face) => {
  const bytes = FACES[face] ?? new Uint8Array();
  const before = Buffer.from(bytes);
  const [whole, read] = [openFont(bytes), openFont(withoutPositions(bytes))];
  const tables = (font: object) => ["GPOS", "kern", "GSUB"].map((tag) => Reflect.get(font, tag) !== undefined);
  expect([tables(whole), tables(read)]).toEqual([
    [true, true, true],
    [false, false, true],
  ]);
  const glyphs = (font: Font, text: string) =>
    font.layout(text).glyphs.map(({ id, advanceWidth, codePoints }) => ({ id, advanceWidth, codePoints }));
  fc.assert(
    fc.property(TEXTS, (text) => {
      expect(glyphs(read, text)).toEqual(glyphs(whole, text));
    }),
  );
  expect(before.equals(bytes)).toBe(true);
});

it("a width is the font's own, the first time and when it is remembered, in each face and at each size", async () => {
  const { regular, bold } = await embedFonts(await PDFDocument.create(), "");
  fc.assert(
    fc.property(TEXTS, fc.constantFrom(regular, bold), fc.constantFrom(9, 10, 14, 20), (text, face, size) => {
      const own = face.font.widthOfTextAtSize(text, size);
      expect([widthOf(face, text, size), widthOf(face, text, size)]).toEqual([own, own]);
    }),
  );
  expect(widthOf(regular, "Waiver", 10)).not.toBe(widthOf(bold, "Waiver", 10));
});

it("a width is right after more words than are remembered, too", async () => {
  const { regular } = await embedFonts(await PDFDocument.create(), "");
  const before = widthOf(regular, "Waiver", 10);
  for (let word = 0; word <= WIDTHS_MAX; word += 1) widthOf(regular, `word ${word}`, 10);
  expect(widthOf(regular, "Waiver", 10)).toBe(before);
});
