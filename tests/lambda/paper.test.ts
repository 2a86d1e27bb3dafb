import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFStream } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";

import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { shownText, type ShownText } from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { readKeywords } from "../../lambda/paper/keywords.ts";
import { writeSignaturePdf } from "../../lambda/paper/signaturePdf.ts";
import { writeInstant } from "../../lambda/paper/times.ts";
import { sealRecord } from "../../lambda/charter/signatureRecord.ts";
import { textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { idOf } from "./support/harness.ts";
import { readOperators, readPdfText, type PlacedText } from "./support/pdfText.ts";

const TEXT = shownText(BUILT_IN_WAIVER, "en", "Blue Heron Sailing");
const PATH = "M20 150L60 40L90 160M100 180L500 170";

function record(
  changes: Partial<Omit<SignatureRecord, "record_sha256">> = {},
  text: ShownText = TEXT,
): SignatureRecord {
  return sealRecord({
    id: idOf("paper"),
    waiver_version: text.version,
    language: text.language,
    text_sha256: textSha256(text),
    participants: [
      { name: "Eva Ruiz", birth_date: "1985-03-01" },
      { name: "Łukasz Şahin", birth_date: "2016-01-02" },
    ],
    signer: { name: "Eva Ruiz", relationship: "Parent" },
    email: "eva@example.com",
    emergency_contact: { name: "Ana Ashore", phone: "+1 (305) 555-0142" },
    signature: { method: "typed", text: "Eva Ruiz" },
    consent: true,
    signed_at: "2026-05-23T17:30:00.000Z",
    place: "own-device",
    slug: "2026-05-23-jane-afternoon",
    address: "203.0.113.7",
    user_agent: "Test Browser",
    received_at: "2026-05-23T17:30:02.000Z",
    ...changes,
  });
}

function write(
  changes: Partial<Omit<SignatureRecord, "record_sha256">> = {},
  text: ShownText = TEXT,
): Promise<Uint8Array> {
  return writeSignaturePdf({ record: record(changes, text), text, timeZone: "America/New_York" });
}

const joined = (texts: readonly PlacedText[]): string =>
  texts
    .map(({ text }) => text)
    .join("\n")
    .normalize("NFKC");

/** Names an element with those in it: `TR(TH TD(P P))`. */
function outlineOf(element: PDFDict): string {
  const kids = element.lookup(PDFName.of("K"), PDFArray).asArray();
  const inside = kids
    .map((kid) => element.context.lookup(kid, PDFDict))
    .filter((kid) => kid.has(PDFName.of("S")))
    .map(outlineOf);
  const tag = element.lookup(PDFName.of("S"), PDFName).decodeText();
  return inside.length === 0 ? tag : `${tag}(${inside.join(" ")})`;
}

/** Margins of 54 points, on pages of 612 by 792. */
function expectWithinMargins(texts: readonly PlacedText[]): void {
  for (const { text, x, y, width } of texts) {
    expect([text, x >= 54, x + width <= 612 - 54 + 0.5, y >= 54, y <= 792 - 54]).toEqual([
      text,
      true,
      true,
      true,
      true,
    ]);
  }
}

describe("The copy of a signed waiver", () => {
  it("is the same bytes whenever it is written", async () => {
    const first = await write();
    const second = await write();
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, await write({ address: "203.0.113.8" }))).not.toBe(0);
  });

  it("says who, what, when and where, with the whole text and both hashes on every page", async () => {
    const bytes = await write();
    const texts = await readPdfText(bytes);
    const all = joined(texts);
    const { record_sha256, text_sha256, id } = record();
    for (const part of [
      "Blue Heron Sailing",
      "May 23, 2026, afternoon",
      "2026-05-23-jane-afternoon",
      "Eva Ruiz, born March 1, 1985, adult",
      "Łukasz Şahin, born January 2, 2016, under 18 on the day of the charter",
      "Eva Ruiz (Parent), for themself and for Łukasz Şahin",
      "Ana Ashore, +1 (305) 555-0142",
      "2026-05-23 17:30:00 UTC",
      "2026-05-23 13:30:02 America/New_York (UTC-04:00)",
      "On the signer’s own device",
      "eva@example.com",
      "203.0.113.7",
      "Test Browser",
      id,
      TEXT.title,
      "Version 2026-05-01, English",
      "The boat moves, decks get wet, and the boom crosses the cockpit.",
      "I agree to sign",
      "Typed by the signer",
      "Page 1 of 2",
      "Page 2 of 2",
    ])
      expect(all).toContain(part);
    for (const page of [1, 2]) {
      const onPage = joined(texts.filter((text) => text.page === page));
      expect(onPage).toContain(`Record SHA-256 ${record_sha256}`);
      expect(onPage).toContain(`Text SHA-256 ${text_sha256}`);
    }
    expect(texts.find(({ text, slanted }) => slanted && text === "Eva Ruiz")?.page).toBe(2);
    expectWithinMargins(texts);
  });

  it("tells its language, its dates, its record and what each part of it is", async () => {
    const pdf = await PDFDocument.load(await write(), { updateMetadata: false });
    expect(pdf.getTitle()).toBe("Signed waiver: Eva Ruiz · 2026-05-23-jane-afternoon");
    expect([pdf.getCreationDate(), pdf.getModificationDate()].map((date) => date?.toISOString())).toEqual([
      "2026-05-23T17:30:02.000Z",
      "2026-05-23T17:30:02.000Z",
    ]);
    expect(readKeywords(pdf.getKeywords() ?? "")).toEqual({
      record_sha256: record().record_sha256,
      time_zone: "America/New_York",
    });
    expect(String(pdf.catalog.get(PDFName.of("MarkInfo")))).toContain("true");
    const operators = pdf.getPages().map(readOperators).join("\n");
    expect(operators).toMatch(/\/H1 <<\/MCID 1>> BDC[^]*\/H2 <<[^]*\/P <<[^]*\/Artifact BMC/);
  });

  it("holds to PDF/A-2a and PDF/UA-1 by its own word, in the same facts as it tells old readers", async () => {
    const name = "Eva <Ruiz> & Co";
    const pdf = await PDFDocument.load(await write({ signer: { name, relationship: null } }), {
      updateMetadata: false,
    });
    const metadata = pdf.catalog.lookup(PDFName.of("Metadata"), PDFStream);
    const xmp = Buffer.from(metadata.getContents()).toString();
    for (const said of [
      "<pdfaid:part>2</pdfaid:part>",
      "<pdfaid:conformance>A</pdfaid:conformance>",
      "<pdfuaid:part>1</pdfuaid:part>",
      "Signed waiver: Eva &lt;Ruiz&gt; &amp; Co ",
      "<xmp:CreateDate>2026-05-23T17:30:02Z</xmp:CreateDate>",
      `record_sha256=`,
    ])
      expect(xmp).toContain(said);
    expect(pdf.catalog.lookup(PDFName.of("OutputIntents"), PDFArray).size()).toBe(1);
  });

  it("has its facts as rows with their headings, and its lists as lists, also one in another", async () => {
    const markdown = "- First\n  1. Inner\n\nLast";
    const pdf = await PDFDocument.load(await write({}, { ...TEXT, markdown }), { updateMetadata: false });
    const outline = outlineOf(
      pdf.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict).lookup(PDFName.of("K"), PDFDict),
    );
    expect(outline).toMatch(/^Document\(P H1 Table\(TR\(TH TD\(P P\)\) TR\(/);
    expect(outline).toContain("L(LI(Lbl LBody(P L(LI(Lbl LBody(P))))))");
    expect(outline).toContain("H2 L(LI(Lbl LBody(P)) LI(Lbl LBody(P)))");
  });

  it("draws strokes as strokes, in the box that they were drawn in", async () => {
    const pdf = await PDFDocument.load(await write({ signature: { method: "drawn", path: PATH } }), {
      updateMetadata: false,
    });
    const operators = pdf.getPages().map(readOperators).join("\n");
    expect(operators).toMatch(
      /\/Figure <<\/MCID \d+>> BDC[^]*64 [\d.]+ m\s+84 [\d.]+ l\s+99 [\d.]+ l\s+S\s+104 [\d.]+ m\s+304 [\d.]+ l\s+S/,
    );
    expect(joined(await readPdfText(await pdf.save()))).toContain("Drawn by the signer");
  });

  it("spells what no font has by its code points, says so, and keeps the name as it was written in its description", async () => {
    const name = "José 🦜\u{1F3FD}\uFE0F Mía";
    const bytes = await write({
      participants: [{ name, birth_date: "1990-02-28" }],
      signer: { name, relationship: null },
      signature: { method: "typed", text: name },
    });
    const all = joined(await readPdfText(bytes)).replace(/\s+/g, " ");
    expect(all).toContain("José [U+1F99C U+1F3FD] Mía, born February 28, 1990, adult");
    expect(all).toContain("Letters that this copy cannot draw stand in brackets");
    expect(joined(await readPdfText(await write()))).not.toContain("Letters that this copy cannot draw");
    expect((await PDFDocument.load(bytes, { updateMetadata: false })).getSubject()).toContain(name);
  });

  it("is written for a name in Tifinagh, too", async () => {
    const name = "ⴰⵎⵏⴰⵢ";
    const bytes = await write({
      participants: [{ name, birth_date: "1990-02-28" }],
      signer: { name, relationship: null },
      signature: { method: "typed", text: name },
    });
    expect(joined(await readPdfText(bytes))).toContain(`${name}, born February 28, 1990, adult`);
  });

  it("lets a name run from right to left, and the words, dates and numbers beside it from the left, also where lines end", async () => {
    const name = "دانيال حداد";
    const bytes = await write({
      participants: [{ name, birth_date: "1985-03-01" }],
      signer: { name, relationship: null },
      emergency_contact: { name: "נועה (כהן)", phone: "+1 (305) 555-0142" },
    });
    const texts = await readPdfText(bytes);
    const after = (part: string): PlacedText | undefined => texts.find(({ text }) => text.startsWith(part));
    for (const [drawn, part] of [
      ["دادح لايناد", ", born March 1, 1985, adult"],
      [")ןהכ( העונ", ", +1 (305) 555-0142"],
    ] as const) {
      const beside = after(part);
      const first = texts.find(({ y, x, page }) => page === beside?.page && y === beside.y && x === 54 + 130);
      expect(first?.text.normalize("NFKC").replaceAll(/[()]/g, "")).toBe(drawn.replaceAll(/[()]/g, ""));
      expect(beside?.x).toBeCloseTo((first?.x ?? 0) + (first?.width ?? 0), 1);
    }
    expectWithinMargins(texts);
    // Read aloud, and copied, it is the name as it was entered.
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    const said = PDFHexString.fromText(name).toString();
    expect(pdf.getPages().map(readOperators).join("\n")).toContain(`/Span <</ActualText ${said}>> BDC`);
  });

  it.each([
    ["Chinese", "欧阳娜娜"],
    ["Japanese", "渡辺 健"],
    ["Korean", "김민준"],
    ["Hindi", "रमा शर्मा"],
    ["Thai", "สมหญิง ใจดี"],
    ["Vietnamese", "Nguyễn Thị Ánh Tuyết"],
    ["Greek and Cyrillic", "Ευαγγελία Щербак"],
  ])("sets a name in %s, and says it as it is read", async (_language, name) => {
    const bytes = await write({
      participants: [{ name, birth_date: "1985-03-01" }],
      signer: { name, relationship: null },
    });
    const all = joined(await readPdfText(bytes));
    // Each letter by its font, and none as a number; where the script reorders them, the mark says how they are read.
    for (const letter of name.normalize("NFKC").replace(/\s/g, "")) expect(all).toContain(letter);
    expect(all).not.toContain("[U+");
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    const operators = pdf.getPages().map(readOperators).join("\n");
    const [word = ""] = name.split(" ");
    const isShaped = /[\u0900-\u0e7f]/.test(word);
    expect(!isShaped || operators.includes(`<</ActualText ${PDFHexString.fromText(word).toString()}`)).toBe(true);
  });

  it("speaks the language that was signed in", async () => {
    const text = shownText(BUILT_IN_WAIVER, "es", "Blue Heron Sailing");
    const bytes = await write({ place: "kiosk" }, text);
    const all = joined(await readPdfText(bytes));
    for (const part of [
      "Documento firmado",
      "23 de mayo de 2026, tarde",
      "Eva Ruiz, nacimiento: 1 de marzo de 1985, mayor de edad",
      "Versión 2026-05-01, español",
      "En el dispositivo de la tripulación, en el muelle",
      "Acepto firmar electrónicamente.",
      "Escrita por quien firma",
      "Página 1 de",
    ])
      expect(all).toContain(part);
    expect(String((await PDFDocument.load(bytes)).catalog.get(PDFName.of("Lang")))).toBe("(es)");
  });

  it("says of the crew's device what the server knows of it, and not what anybody may claim", async () => {
    const lineOf = async (changes: Partial<SignatureRecord>) =>
      joined(await readPdfText(await write({ place: "kiosk", ...changes })));
    expect(await lineOf({ crew_signed_in: false })).toContain("nobody of the crew was signed in on it");
    for (const changes of [{ crew_signed_in: true }, {}])
      expect(await lineOf(changes)).toContain("On the crew’s device at the dock");
  });

  it("stays within its margins with ten long names and a long text of lists and words without end", async () => {
    const participants = Array.from({ length: 10 }, (_, index) => ({
      name: index === 0 ? "Eva Ruiz" : `${"W".repeat(60 + index)} ${index}`,
      birth_date: index === 0 ? "1985-03-01" : "2016-01-02",
    }));
    const markdown = Array.from(
      { length: 30 },
      (_, index) =>
        `## Part ${index}\n\nSome **strong** and *soft* words, [a link](https://example.com/${index}).\n\n1. one ${"x".repeat(200)}\n2. two`,
    ).join("\n\n");
    const texts = await readPdfText(await write({ participants, user_agent: "U".repeat(400) }, { ...TEXT, markdown }));
    expectWithinMargins(texts);
    expect(joined(texts)).toContain("a link (example.com/29)");
    expect(Math.max(...texts.map(({ page }) => page))).toBeGreaterThan(3);
    const body = texts.filter(({ y }) => y > 54 + 40 - 8);
    const places = body.map(({ page, x, y }) => `${page} ${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe("An instant on paper", () => {
  it.each([
    [
      "2026-01-05T04:15:30.900Z",
      "America/New_York",
      "2026-01-05 04:15:30 UTC = 2026-01-04 23:15:30 America/New_York (UTC-05:00)",
    ],
    [
      "2026-05-23T17:30:00.000Z",
      "Asia/Kolkata",
      "2026-05-23 17:30:00 UTC = 2026-05-23 23:00:00 Asia/Kolkata (UTC+05:30)",
    ],
    ["2026-05-23T17:30:00.000Z", "UTC", "2026-05-23 17:30:00 UTC"],
  ])("%s at %s is %s", (instant, zone, written) => {
    expect(writeInstant(instant, zone)).toBe(written);
  });
});
