import { describe, expect, it } from "vitest";

import type { WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import { diffParagraphs, nearChanges } from "../../site/waiverTexts/textDiff.ts";
import { createCopies } from "../../site/waiverTexts/copies.ts";
import {
  missingLanguages,
  obstacles,
  readPublication,
  sameDrafts,
  startingTexts,
  toTexts,
} from "../../site/waiverTexts/drafts.ts";

const EN = { title: "Waiver", markdown: "## Risks\n\nWet." };
const NONE = { title: "", markdown: "" };
const SUMMARY = { version: "2026-05-01", published_at: null, published_by: null, note: "", languages: ["en" as const] };
const DATA: WaiverTextsResponse = {
  revision: 0,
  current: { ...SUMMARY, texts: { en: EN, es: null } },
  draft: null,
  versions: [SUMMARY],
  broken: 0,
};
const STAMP = { id: "00000000-0000-4000-8000-000000000000", revision: 3 };

describe("the waiver editor", () => {
  it("begins with the draft, or else with the version in force", () => {
    expect(startingTexts(DATA)).toEqual({ en: EN, es: NONE });
    const texts = { en: { ...EN, title: "Draft" }, es: NONE };
    expect(startingTexts({ ...DATA, draft: { texts, saved_at: "2026-05-23T18:00:00.000Z", saved_by: "Ada" } })).toBe(
      texts,
    );
  });

  it("does not take white space for a change, nor an empty language for a text", () => {
    const spaced = {
      en: { title: " Waiver ", markdown: "## Risks\r\n\r\nWet.\n\n" },
      es: { title: " ", markdown: "\n" },
    };
    expect(sameDrafts(spaced, { en: EN, es: NONE })).toBe(true);
    expect(toTexts(spaced)).toEqual({ en: EN, es: null });
    expect(missingLanguages(spaced)).toEqual(["es"]);
  });

  it("publishes what is on the screen, with a reason", () => {
    const draft = { en: { ...EN, title: "New" }, es: NONE };
    expect(obstacles(draft, DATA.current.texts)).toEqual([]);
    expect(readPublication(draft, "Lawyer", STAMP)).toEqual({
      ok: true,
      request: { ...STAMP, texts: { en: draft.en, es: null }, note: "Lawyer" },
    });
    expect(readPublication(draft, " ", STAMP)).toMatchObject({
      ok: false,
      errors: { note: "Say why, in a few words: it stays in the history." },
    });
  });

  it("says what keeps it from publishing", () => {
    expect(obstacles({ en: EN, es: NONE }, DATA.current.texts)[0]).toContain("This is the version in force");
    expect(obstacles({ en: NONE, es: NONE }, DATA.current.texts)).toEqual(["Write the text in at least one language."]);
    const half = { en: EN, es: { title: "Exención", markdown: "" } };
    expect(obstacles(half, DATA.current.texts)).toEqual(["The Spanish text has only a title."]);
    expect(readPublication(half, "Why", STAMP)).toMatchObject({ ok: false });
  });

  it("keeps what was typed across a reload, and works without storage", () => {
    const stored = new Map<string, string>();
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => {
        stored.set(key, value);
      },
      removeItem: (key: string) => {
        stored.delete(key);
      },
    };
    const copy = { revision: 2, texts: { en: EN, es: NONE } };
    createCopies(() => storage).save(copy);
    expect(createCopies(() => storage).load()).toEqual(copy);
    createCopies(() => storage).clear();
    expect(createCopies(() => storage).load()).toBeUndefined();
    const broken = createCopies(() => {
      throw new Error("storage is off");
    });
    broken.save(copy);
    expect(broken.load()).toBeUndefined();
  });
});

describe("comparing two texts", () => {
  const shown = (before: string, after: string): string[] =>
    diffParagraphs(before, after).map(({ kind, text }) => `${{ same: "=", added: "+", removed: "-" }[kind]}${text}`);

  it("marks what came and what went, and keeps the order", () => {
    expect(shown("A\n\nB\n\nC", "A\n\nB2\n\nC\n\nD")).toEqual(["=A", "-B", "+B2", "=C", "+D"]);
    expect(shown("", "A")).toEqual(["+A"]);
    expect(shown("A\n\nB", "")).toEqual(["-A", "-B"]);
  });

  it("leaves out what is far from a change", () => {
    const parts = nearChanges(diffParagraphs("A\n\nB\n\nC\n\nD\n\nE\n\nF", "A\n\nB\n\nC\n\nX\n\nE\n\nF"));
    expect(parts.map((part) => part?.text ?? null)).toEqual([null, "C", "D", "X", "E", null]);
  });

  it("looks past empty lines", () => {
    expect(shown("A\n\n\n \n\nB", "A\n\nB\n")).toEqual(["=A", "=B"]);
  });
});
