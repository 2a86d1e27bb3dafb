import { describe, expect, it } from "vitest";

import { LANGUAGES } from "../../rules/words/language.ts";
import {
  compareVersions,
  isVersion,
  nextVersion,
  sameTexts,
  shownText,
  shownTexts,
  waiverTextBytes,
  type WaiverVersion,
} from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";

const WORDING = { title: "Waiver of {company}", markdown: "Sail with {company}." };
const ENGLISH_ONLY: WaiverVersion = { version: "2026-05-01", texts: { en: WORDING, es: null } };

describe("a version's name", () => {
  it.each([
    ["2026-06-01", "2026-05-01", "2026-06-01"],
    ["2026-05-01", "2026-05-01", "2026-05-01.2"],
    ["2026-05-01", "2026-05-01.9", "2026-05-01.10"],
    ["2026-04-30", "2026-05-01.2", "2026-05-01.3"],
  ])("published on %s after %s is %s", (day, latest, next) => {
    expect(nextVersion(day, latest)).toBe(next);
    expect(isVersion(next)).toBe(true);
    expect(compareVersions(latest, next)).toBeLessThan(0);
  });

  it("is nothing but a day and a turn", () => {
    expect(
      ["", "draft", "2026-05-01.1", "2026-05-01.02", "2026-05-01#", "version#2026-05-01"].filter(isVersion),
    ).toEqual([]);
  });
});

describe("a waiver's text", () => {
  it("is in the language that was asked for, else in the one there is", () => {
    expect(shownText(BUILT_IN_WAIVER, "es", "W").language).toBe("es");
    expect(shownText(ENGLISH_ONLY, "es", "W")).toEqual({
      version: "2026-05-01",
      language: "en",
      company: "W",
      title: "Waiver of W",
      markdown: WORDING.markdown,
    });
    expect(shownTexts(ENGLISH_ONLY, "W")).toHaveLength(1);
    expect(() => shownText({ ...ENGLISH_ONLY, texts: { en: null, es: null } }, "en", "W")).toThrow("has no text");
  });

  it("has other bytes in another language, version, company or wording", () => {
    const bytes = new Set(
      [
        ...shownTexts(BUILT_IN_WAIVER, "W"),
        ...shownTexts(BUILT_IN_WAIVER, "V"),
        ...shownTexts({ ...BUILT_IN_WAIVER, version: "2026-05-02" }, "W"),
        shownText(ENGLISH_ONLY, "en", "W"),
      ].map(waiverTextBytes),
    );
    expect(bytes.size).toBe(7);
  });

  it("that comes with the program says the same in each language, part by part", () => {
    const shapes = LANGUAGES.map((language) =>
      (BUILT_IN_WAIVER.texts[language]?.markdown ?? "")
        .split("\n\n")
        .map((part) => [part.startsWith("## "), part.match(/\{\w+\}/g) ?? []]),
    );
    expect(shapes[0]).toHaveLength(14);
    expect(shapes[1]).toEqual(shapes[0]);
  });

  it("is the same as another only when every language is", () => {
    expect(sameTexts(ENGLISH_ONLY.texts, { en: { ...WORDING }, es: null })).toBe(true);
    expect(sameTexts(ENGLISH_ONLY.texts, { en: WORDING, es: WORDING })).toBe(false);
    expect(sameTexts(ENGLISH_ONLY.texts, { en: { ...WORDING, title: "Other" }, es: null })).toBe(false);
  });
});
