import * as v from "valibot";
import { describe, expect, it } from "vitest";

import {
  BirthDate,
  CalendarDate,
  ChosenDate,
  ClaimedInstant,
  Email,
  Id,
  Instant,
  Note,
  PersonName,
  Reason,
  Revision,
  Slug,
} from "../../rules/contract/api/fields.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import { SignatureMark } from "../../rules/contract/api/waiver.ts";
import { DraftTexts, MarkdownText } from "../../rules/contract/api/waiverText.ts";

const titled = (title: string) => ({ en: { title, markdown: "" }, es: { title: "", markdown: "" } });

describe("fields", () => {
  it.each([
    ["an instant without milliseconds", Instant, "2026-05-23T18:00:00Z"],
    ["an instant that rolls over", Instant, "2026-02-30T18:00:00.000Z"],
    ["an instant off UTC", Instant, "2026-05-23T18:00:00.000+02:00"],
    ["an id in upper case", Id, "0000000A-0000-4000-8000-000000000000"],
    ["a slug that is not one", Slug, "2026-05-23"],
    ["a name with a line break", PersonName, "Jane\nBcc: x@example.com"],
    ["a name of blanks", PersonName, "   "],
    ["a name with nothing to see", PersonName, "\u200b"],
    ["a name of letters that are left out", PersonName, "\u3164\u115f"],
    ["a name that turns what follows", PersonName, "Jane \u202eeod"],
    ["a name that sets itself apart", PersonName, "\u2066Jane\u2069"],
    ["half a character as a name", PersonName, "Jane \ud83d"],
    ["a name too long", PersonName, "x".repeat(81)],
    ["a reason with nothing to see", Reason, "\u200b\u3164"],
    ["half a character in a waiver", MarkdownText, "Sail \ud83d"],
    ["a note with a bell", Note, "a\u0007"],
    ["a waiver’s title that turns what follows", DraftTexts, titled("Waiver \u202eeod")],
    ["a waiver’s title on two lines", DraftTexts, titled("Waiver\u2028of Jane")],
    ["an instant before our years", ClaimedInstant, "1999-12-31T23:59:59.999Z"],
    ["an instant after our years", ClaimedInstant, "2101-01-01T00:00:00.000Z"],
    ["the last instant there is", ClaimedInstant, "+275760-09-13T00:00:00.000Z"],
    ["the first instant there is", ClaimedInstant, "-271821-04-20T00:00:00.000Z"],
    ["a chosen day before our years", ChosenDate, "1999-12-31"],
    ["a chosen day after our years", ChosenDate, "2101-01-01"],
    ["a day of an extended year", ChosenDate, "+002026-05-23"],
    ["a leap day that is none", ChosenDate, "2100-02-29"],
    ["a birth before all who live", BirthDate, "1899-12-31"],
    ["a revision that no number counts", Revision, 2 ** 53],
    ["a revision just below", Revision, 2 ** 53 - 1],
    ["two addresses", Email, "a@example.com,b@example.com"],
    ["an address without a dot", Email, "a@example"],
    ["an address with an empty label", Email, "a@x..example"],
    ["an address whose domain begins with a dot", Email, "a@.x.example"],
    ["an address that begins with a dot", Email, ".a@x.example"],
    ["an address with a dot before the at", Email, "a.@x.example"],
    ["an address with two dots in a row", Email, "a..b@x.example"],
    ["a name of marks alone", PersonName, "\u200f\u061c"],
    ["a drawn mark of a single point", SignatureMark, { method: "drawn", path: "M1 1" }],
    ["a drawn mark that says something besides", SignatureMark, { method: "drawn", path: "M1 1L99 99", text: "Jane" }],
    ["a typed mark that says something besides", SignatureMark, { method: "typed", text: "Jane", font: "Comic" }],
    ["a drawn mark with markup", SignatureMark, { method: "drawn", path: 'M1 1L99 99"/><script>' }],
  ])("refuse %s", (_, schema, input) => {
    expect(v.safeParse(schema, input).success).toBe(false);
  });

  it.each([
    ["the first instant of our years", ClaimedInstant, "2000-01-01T00:00:00.000Z"],
    ["the last instant of our years", ClaimedInstant, "2100-12-31T23:59:59.999Z"],
    ["a leap day", ChosenDate, "2000-02-29"],
    ["the birth of the oldest", BirthDate, "1900-01-01"],
    ["a name in Devanagari", PersonName, "रमा शर्मा"],
    ["a name in Chinese", PersonName, "渡辺 健"],
    ["a name in Persian with a joiner", PersonName, "علی\u200cرضا"],
    ["a name in Sinhala with a joiner", PersonName, "ප්\u200dරසාද්"],
    ["an address with dots on both sides", Email, "j.a.doe@mail.example.com"],
    ["a name with an accent put on", PersonName, "Jose\u0301"],
  ])("take %s", (_, schema, input) => {
    expect(v.safeParse(schema, input).success).toBe(true);
  });

  it("read what is stored, whatever is taken today", () => {
    expect(v.is(Instant, "+275760-09-13T00:00:00.000Z")).toBe(true);
    expect(v.is(CalendarDate, "0001-01-01")).toBe(true);
  });

  it("take out of a name what nobody sees, and keep what joins its letters", () => {
    for (const mark of ["\u061c", "\u200e", "\u200f", "\u200b", "\u2060", "\ufeff", "\u00ad"])
      expect(v.parse(PersonName, ` دانيال${mark} (Dan)${mark} `)).toBe("دانيال (Dan)");
    expect(v.parse(PersonName, "علی\u200cرضا")).toBe("علی\u200cرضا");
  });

  it("make of a note, a reason and a waiver’s text what can be read as it is stored", () => {
    for (const schema of [Note, Reason, MarkdownText]) {
      expect(v.parse(schema, "Gale\u2028force\u2029seven")).toBe("Gale\nforce\nseven");
      for (const mark of ["\u202a", "\u202e", "\u2066", "\u2069"])
        expect(v.parse(schema, `Paid ${mark}$100${mark}`)).toBe("Paid $100");
      expect(v.parse(schema, "שילם 100")).toBe("שילם 100");
    }
    expect(v.safeParse(Reason, "\u202e\u2028").success).toBe(false);
  });

  it("trim names and lower-case addresses", () => {
    expect(v.parse(PersonName, "  Jane Doe ")).toBe("Jane Doe");
    expect(v.parse(Email, " Jane@Example.COM ")).toBe("jane@example.com");
  });

  it("take a drawn mark of strokes", () => {
    expect(v.safeParse(SignatureMark, { method: "drawn", path: "M1 1L20 30L600 200M5 5L6 6" }).success).toBe(true);
  });
});

describe("access", () => {
  it.each([
    ["public", undefined, true],
    ["crew", undefined, false],
    ["admin", undefined, false],
    ["crew", "crew", true],
    ["admin", "crew", false],
    ["crew", "admin", true],
    ["admin", "admin", true],
  ] as const)("to a %s route as %s is %s", (access, role, allowed) => {
    expect(mayUse(access, role === undefined ? undefined : { role, permissions: [] })).toBe(allowed);
  });

  it.each([
    ["nobody", undefined, false],
    ["a crew member without the permission", { role: "crew", permissions: [] }, false],
    ["a crew member with it", { role: "crew", permissions: ["payments"] }, true],
    ["an admin, who needs none", { role: "admin", permissions: [] }, true],
  ] as const)("to what asks for a permission as %s is %s", (_who, rights, allowed) => {
    expect(mayUse("payments", rights)).toBe(allowed);
  });
});
