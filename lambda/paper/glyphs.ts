import type { PDFFont } from "@cantoo/pdf-lib";

/** What each face has glyphs for, by its name, as code points: a face of a name is one file of ours. */
const known = new Map<string, ReadonlySet<number>>();

function glyphsOf(font: PDFFont): ReadonlySet<number> {
  const found = known.get(font.name) ?? new Set(font.getCharacterSet());
  known.set(font.name, found);
  return found;
}

/** Nothing by itself. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
/** Says how letters beside it are shaped: some scripts need it, and where the face has it, it draws nothing. */
const JOINERS: ReadonlySet<string> = new Set(["\u200C", "\u200D"]);

/** What is drawn of a character: itself, or its parts where there is no glyph of the whole; undefined where there is none at all. */
function drawnOf(character: string, font: PDFFont): string | undefined {
  if (UNSEEN.test(character) && !JOINERS.has(character)) return "";
  const glyphs = glyphsOf(font);
  const parts = character.normalize("NFD");
  for (const form of [character, parts]) if (Array.from(form).every((one) => glyphs.has(codePointOf(one)))) return form;
  return JOINERS.has(character) ? "" : undefined;
}

/**
 * Writes what a face cannot draw as its code points, `[U+6E21 U+8FBA]`: on paper a box says nothing, and lets two names be
 * one.
 */
export function spellMissing(text: string, font: PDFFont): string {
  let written = "";
  let open = false;
  for (const character of text) {
    const drawn = drawnOf(character, font);
    if (drawn === undefined) written += `${open ? " " : "["}${codeOf(character)}`;
    else if (open && drawn !== "") written += `]${drawn}`;
    else written += drawn;
    open = drawn === undefined || (open && drawn === "");
  }
  return open ? `${written}]` : written;
}

/** Tells whether some of a text is written so. */
export function isSpelled(text: string, font: PDFFont): boolean {
  return Array.from(text).some((character) => drawnOf(character, font) === undefined);
}

function codeOf(character: string): string {
  return `U+${codePointOf(character).toString(16).toUpperCase().padStart(4, "0")}`;
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
