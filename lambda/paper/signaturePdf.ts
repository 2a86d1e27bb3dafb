import { PDFDocument } from "@cantoo/pdf-lib";

import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { languageFor } from "../../rules/words/language.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import type { ShownText } from "../../rules/waiver/text.ts";
import { toBlocks } from "../waiverTexts/blocks.ts";
import { wordsOf } from "../waiver/words/wordsOf.ts";
import { writeBlocks } from "./blocks.ts";
import { factRows, type PaperFacts, type Row } from "./facts.ts";
import { writeOutputIntent } from "./colors.ts";
import { embedFonts } from "./fonts.ts";
import { writeFooters } from "./footers.ts";
import { keywordsOf } from "./keywords.ts";
import { writeMark } from "./mark.ts";
import { isSpelled } from "./glyphs.ts";
import { writeMetadata, type Metadata } from "./metadata.ts";
import { need, openSheet, skip, TEXT_WIDTH, type Sheet } from "./sheet.ts";
import { writeRule } from "./strokes.ts";
import { finishTags, grouped } from "./tags.ts";
import { writeItem, writeText } from "./text.ts";
import { paperWords, type PaperWords } from "./words.ts";

const LABEL_WIDTH = 130;

/** Writes the copy of a signed waiver, as PDF. The same facts are the same bytes, whenever and wherever it is written. */
export async function writeSignaturePdf(facts: PaperFacts): Promise<Uint8Array> {
  const { record, text } = facts;
  const words = paperWords(languageFor(record.language));
  const pdf = await PDFDocument.create({ updateMetadata: false });
  writeMetadata(pdf, describe(facts, words));
  writeOutputIntent(pdf);
  const sheet = openSheet(pdf, await embedFonts(pdf, JSON.stringify([record, text])));
  writeFacts(sheet, facts, words);
  writeTerms(sheet, text, words);
  writeAgreement(sheet, record, words);
  writeFooters(sheet, (page, pages) => [
    `${text.company} · ${fillIn(words.page, { page: String(page), pages: String(pages) })}`,
    fillIn(words.recordHash, { hash: record.record_sha256 }),
    fillIn(words.textHash, { hash: record.text_sha256 }),
  ]);
  finishTags(sheet.tags);
  return pdf.save({ useObjectStreams: true });
}

/** Names are in here as they were written, whatever the fonts can draw. */
function describe({ record, text, timeZone }: PaperFacts, words: PaperWords): Metadata {
  const names = record.participants.map(({ name }) => name).join(", ");
  return {
    title: `${words.title}: ${record.signer.name} · ${record.slug}`,
    author: text.company,
    subject: `${text.title} · ${words.signer} ${record.signer.name} · ${words.participants}: ${names}`,
    keywords: keywordsOf(record, timeZone),
    at: new Date(record.received_at),
    language: languageFor(record.language),
    id: record.record_sha256.slice(0, 32),
  };
}

function writeFacts(sheet: Sheet, facts: PaperFacts, words: PaperWords): void {
  writeText(sheet, [{ text: facts.text.company, bold: true }], { tag: "P", size: 11, gray: true });
  writeText(sheet, [{ text: words.title, bold: true }], { tag: "H1", size: 20 });
  skip(sheet, 8);
  const rows = factRows(facts, words);
  grouped(sheet.tags, "Table", () => {
    for (const row of rows) writeRow(sheet, row);
  });
  if (rows.some(([, values]) => values.some((value) => isSpelled(value, sheet.fonts))))
    writeText(sheet, [{ text: words.spelled }], { tag: "P", size: 9, gray: true });
}

function writeRow(sheet: Sheet, [label, values]: Row): void {
  grouped(sheet.tags, "TR", () => {
    need(sheet, 40);
    writeText(sheet, [{ text: label }], { tag: "TH", size: 9, width: LABEL_WIDTH - 8, gray: true, stay: true });
    grouped(sheet.tags, "TD", () => {
      for (const value of values) writeText(sheet, [{ text: value }], { tag: "P", size: 9, indent: LABEL_WIDTH });
    });
    skip(sheet, 4);
  });
}

function writeTerms(sheet: Sheet, text: ShownText, words: PaperWords): void {
  skip(sheet, 6);
  writeRule(sheet);
  skip(sheet, 10);
  need(sheet, 80);
  writeText(sheet, [{ text: text.title, bold: true }], { tag: "H2", size: 14 });
  const version = fillIn(words.version, {
    version: text.version,
    language: lookUp(words.languages, text.language) ?? text.language,
  });
  writeText(sheet, [{ text: version }], { tag: "P", size: 9, gray: true });
  skip(sheet, 4);
  writeBlocks(sheet, toBlocks(text));
}

function writeAgreement(sheet: Sheet, record: SignatureRecord, words: PaperWords): void {
  const { agree, electronic } = wordsOf(languageFor(record.language)).form;
  skip(sheet, 6);
  need(sheet, 60);
  writeText(sheet, [{ text: words.agreed, bold: true }], { tag: "H2", size: 14 });
  skip(sheet, 2);
  grouped(sheet.tags, "L", () => {
    for (const sentence of [agree, `${electronic.text} ${electronic.consent}`])
      writeItem(sheet, "✓", { size: 10 }, () => {
        writeText(sheet, [{ text: sentence }], { tag: "P", size: 10, indent: 16, width: TEXT_WIDTH - 16 });
        skip(sheet, 4);
      });
  });
  writeMark(sheet, record, words);
}
