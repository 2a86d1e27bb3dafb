import type { SignatureRecord } from "../rules/contract/api/waiver.ts";
import { BUILT_IN_WAIVER } from "../rules/waiver/builtInText.ts";
import { shownText, type ShownText } from "../rules/waiver/text.ts";
import type { Language } from "../rules/words/language.ts";
import { sealRecord } from "../lambda/charter/signatureRecord.ts";
import type { PaperFacts } from "../lambda/paper/facts.ts";
import { textSha256 } from "../lambda/waiverTexts/shown.ts";

/** A copy of a signed waiver that is put before the judge. */
export interface Paper {
  /** A file's name without its ending. */
  readonly name: string;
  readonly facts: PaperFacts;
}

/** Names that people have, each in a script of its own, by the script's ISO 15924 code. */
const NAMES = {
  Latn: "Maximiliane Ottoline Freifrau von und zu Hohenstein-Wertheim-Löwenfels",
  Viet: "Nguyễn Thị Ánh Tuyết",
  Grek: "Ευαγγελία Παπαδοπούλου",
  Cyrl: "Анастасія Щербак",
  Armn: "Անահիտ Պետրոսյան",
  Geor: "ნინო ბერიძე",
  Hebr: "נועה כהן",
  Arab: "دانيال حداد",
  Deva: "रमा शर्मा",
  Thai: "สมหญิง ใจดี",
  Hans: "欧阳娜娜",
  Jpan: "渡辺 健",
  Kore: "김민준",
  Zsye: "Zoë 🌊 Waters",
} as const;

const PATH = "M20 150L60 40L90 160M100 180L500 170";
const LONG = Array.from(
  { length: 40 },
  (_, index) =>
    `## Part ${index + 1}\n\n1. First\n2. Second\n   - and more\n\nBe *careful* and **awake**, as [our page](https://charters.example/safety) says.\n`,
).join("\n");

function paper(name: string, language: Language, change: Partial<SignatureRecord>, text = textIn(language)): Paper {
  const record = sealRecord({
    id: "0b6f3b1e-6c1f-4b8a-9d3e-2f4a5b6c7d8e",
    waiver_version: text.version,
    language: text.language,
    text_sha256: textSha256(text),
    participants: [{ name: "Eva Ruiz", birth_date: "1985-03-01" }],
    signer: { name: "Eva Ruiz", relationship: null },
    email: "eva@example.com",
    emergency_contact: { name: "Ana Ashore", phone: "+1 (305) 555-0142" },
    signature: { method: "typed", text: "Eva Ruiz" },
    consent: true,
    signed_at: "2026-05-23T17:30:00.000Z",
    place: "own-device",
    slug: "2026-05-23-jane-afternoon",
    address: "203.0.113.7",
    user_agent: "Judge",
    received_at: "2026-05-23T17:30:02.000Z",
    ...change,
  });
  return { name, facts: { record, text, timeZone: "America/New_York" } };
}

function textIn(language: Language): ShownText {
  return shownText(BUILT_IN_WAIVER, language, "Blue Heron Sailing");
}

/** Everything that a copy can be: each script, language and kind of signature, on one page and on many. */
export function papers(): readonly Paper[] {
  const scripts = Object.entries(NAMES).map(([script, name]) =>
    paper(`script-${script}`, "en", {
      participants: [{ name, birth_date: "1985-03-01" }],
      signer: { name, relationship: null },
      signature: { method: "typed", text: name },
      emergency_contact: { name, phone: "+1 (305) 555-0142" },
    }),
  );
  const family = {
    participants: ["Eva Ruiz", "Łukasz Şahin", "Zoë Ruiz"].map((name, index) => ({
      name,
      birth_date: `20${16 + index}-01-02`,
    })),
    signer: { name: "Eva Ruiz", relationship: "Parent" },
  };
  return [
    ...scripts,
    paper("spanish", "es", {}),
    paper("family", "en", family),
    paper("drawn", "en", { signature: { method: "drawn", path: PATH } }),
    paper("kiosk", "es", { place: "kiosk", email: null }),
    paper("many-pages", "en", {}, { ...textIn("en"), markdown: LONG }),
  ];
}
