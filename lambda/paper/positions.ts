/** The tables that say where a glyph stands beside another one: kerning, and marks over letters. */
const POSITIONS: ReadonlySet<string> = new Set(["GPOS", "kern"]);
const HEADER_BYTES = 12;
const RECORD_BYTES = 16;
/** A tag that no reader knows, for a table that is not to be read. */
const UNREAD = "----";

/**
 * Copies a font, so that its tables of positions are not found in it. pdf-lib draws one glyph after the other, each as wide
 * as it is, and throws the positions away, whose reading is most of what writing a page costs. Which glyphs a text takes
 * is in another table (GSUB).
 * Source: OpenType, the table directory: https://learn.microsoft.com/typography/opentype/spec/otff#table-directory
 */
export function withoutPositions(font: Uint8Array): Uint8Array {
  const copy = Buffer.from(font);
  const tables = copy.readUInt16BE(4);
  for (let table = 0; table < tables; table += 1) {
    const at = HEADER_BYTES + table * RECORD_BYTES;
    if (POSITIONS.has(copy.toString("latin1", at, at + UNREAD.length))) copy.write(UNREAD, at, "latin1");
  }
  return copy;
}
