import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { foldFirstName, slugCandidates } from "../../rules/charter/firstName.ts";
import { formatSlug, isCalendarDate, isSlug, parseSlug, PERIODS, waiverPath } from "../../rules/contract/slug.ts";

describe("a slug", () => {
  it("is read into its parts", () => {
    expect(parseSlug("2026-05-23-jane-afternoon")).toEqual({
      date: "2026-05-23",
      firstName: "jane",
      period: "afternoon",
    });
  });

  it.each([
    ["an empty text", ""],
    ["no period", "2026-05-23-jane"],
    ["an unknown period", "2026-05-23-jane-noon"],
    ["only a date", "2026-05-23"],
    ["upper case", "2026-05-23-Jane-afternoon"],
    ["an accent", "2026-05-23-josé-afternoon"],
    ["a hyphenated name", "2026-05-23-mary-jane-afternoon"],
    ["a name that starts with a digit", "2026-05-23-2jane-afternoon"],
    ["a name of 33 letters", `2026-05-23-${"a".repeat(33)}-afternoon`],
    ["a day that does not exist", "2026-02-29-jane-afternoon"],
    ["month 13", "2026-13-01-jane-afternoon"],
    ["month 0", "2026-00-01-jane-afternoon"],
    ["day 0", "2026-05-00-jane-afternoon"],
    ["year 0", "0000-05-01-jane-afternoon"],
    ["a line break at the end", "2026-05-23-jane-afternoon\n"],
    ["space before it", " 2026-05-23-jane-afternoon"],
    ["something behind it", "2026-05-23-jane-afternoon-x"],
    ["an inherited property as its period", "2026-05-23-jane-constructor"],
    ["full-width digits", "２０２６-05-23-jane-afternoon"],
  ])("is refused with %s", (_, text) => {
    expect(parseSlug(text)).toBeUndefined();
  });

  it("comes back the same from its parts, for any date, name and period", () => {
    const parts = fc.record({
      date: fc
        .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      firstName: fc.stringMatching(/^[a-z][a-z0-9]{0,31}$/),
      period: fc.constantFrom(...PERIODS),
    });
    fc.assert(
      fc.property(parts, (given) => {
        expect(parseSlug(formatSlug(given))).toEqual(given);
      }),
    );
  });

  it("makes the waiver's path", () => {
    expect(waiverPath("2026-05-23-jane-afternoon")).toBe("/g/2026-05-23-jane-afternoon/waiver");
  });
});

describe("a calendar date", () => {
  it("exists exactly when Date agrees", () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(number(9999), number(14), number(33), (year, month, day) => {
        const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const time = Date.parse(`${text}T00:00:00Z`);
        const exists = year > 0 && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
        expect(isCalendarDate(text)).toBe(exists);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["2024-02-29", true],
    ["2100-02-29", false],
    ["2000-02-29", true],
    ["2026-04-31", false],
  ])("knows of %s: %s", (text, exists) => {
    expect(isCalendarDate(text)).toBe(exists);
  });
});

describe("a first name", () => {
  it.each([
    ["José", "jose"],
    ["Mary-Jane", "maryjane"],
    ["  Anne Marie ", "annemarie"],
    ["O'Neil", "oneil"],
    ["Łukasz", "lukasz"],
    ["Søren", "soren"],
    ["Zoë", "zoe"],
    ["Weiß", "weiss"],
    ["Jane2", "jane2"],
  ])("%s folds to %s", (name, folded) => {
    expect(foldFirstName(name)).toBe(folded);
  });

  it.each(["李", "42", "", "—"])("without a Latin letter to start with has no slug: %s", (name) => {
    expect(foldFirstName(name)).toBeUndefined();
  });

  it("folds to something a slug takes, or to nothing, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const folded = foldFirstName(name);
        expect(folded === undefined || isSlug(`2026-05-23-${folded}-night`)).toBe(true);
      }),
    );
  });

  it("gets a number when it is taken, and stays a slug at its longest", () => {
    const candidates = slugCandidates({ date: "2026-05-23", firstName: "a".repeat(32), period: "night" });
    const first = Array.from({ length: 12 }, () => candidates.next().value);
    expect(first[1]).toBe(`2026-05-23-${"a".repeat(31)}2-night`);
    expect(first[11]).toBe(`2026-05-23-${"a".repeat(30)}12-night`);
    expect(first.every(isSlug)).toBe(true);
    expect(new Set(first).size).toBe(12);
  });
});
