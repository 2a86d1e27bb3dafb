import { describe, expect, it } from "vitest";

import type { CrewDayResponse } from "../../rules/contract/api/crew.ts";
import { othersOn, saidOn, tapped, weeksOf } from "../../site/availability/answers.ts";
import { crewLines } from "../../site/crew/crewLines.ts";

const DATE = "2026-05-23";
const omar = {
  slug: "2026-05-23-omar-sunset",
  title: "",
  first_name: "Omar",
  date: DATE,
  period: "sunset",
  starts_at: "17:30",
  status: "open",
  crew: ["finn@example.com"],
} as const;
const day: CrewDayResponse = {
  date: DATE,
  crew: [
    { email: "ada@example.com", name: "Ada", role: "admin", permissions: [], answer: "yes", note: "" },
    { email: "finn@example.com", name: "Finn", role: "crew", permissions: [], answer: "maybe", note: "After ten" },
  ],
  charters: [{ ...omar, crew: [...omar.crew], vessel: "" }],
  broken: 0,
};
const charter = { slug: undefined, date: DATE, period: "sunset", starts_at: "" } as const;

describe("the crew of a charter", () => {
  it("has a word beside everybody who has a reason not to sail", () => {
    const lines = crewLines(day, charter, []).map(({ name, saidYes, warnings }) => [
      name,
      saidYes,
      warnings.map((warning) => warning.replaceAll("\u202f", " ")),
    ]);

    expect(lines).toEqual([
      ["Ada", true, []],
      ["Finn", false, ["On Omar’s sunset charter at 5:30 PM", "Said maybe: After ten"]],
    ]);
  });

  it("keeps somebody assigned who has no account", () => {
    expect(crewLines(day, charter, ["old@example.com"]).at(-1)).toMatchObject({
      name: "old@example.com",
      warnings: ["Has no account: gets no mail and does not count"],
    });
  });
});

describe("a month of availability", () => {
  const days = [
    { email: "ada@example.com", date: DATE, answer: "no", note: "Exam" },
    { email: "finn@example.com", date: DATE, answer: "yes", note: "" },
    { email: "gil@example.com", date: DATE, answer: "maybe", note: "" },
  ] as const;

  it("is laid out in whole weeks from Sunday", () => {
    const weeks = weeksOf("2026-05");

    expect(weeks.map(({ length }) => length)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(weeks[0]).toEqual([undefined, undefined, undefined, undefined, undefined, "2026-05-01", "2026-05-02"]);
    expect(weeks.flat().filter((date) => date !== undefined)).toHaveLength(31);
    expect(weeksOf("2026-02").map((week) => week.at(-1))).toEqual([
      "2026-02-07",
      "2026-02-14",
      "2026-02-21",
      "2026-02-28",
    ]);
  });

  it("shows a tap on top of what was loaded", () => {
    expect(saidOn(days, new Map(), "ada@example.com", DATE)).toMatchObject({ answer: "no", note: "Exam" });
    expect(saidOn(days, new Map([[DATE, { answer: null, note: "" }]]), "ada@example.com", DATE).answer).toBeNull();
    expect(saidOn(days, new Map(), "ada@example.com", "2026-05-24")).toEqual({ answer: null, note: "" });
  });

  it("takes an answer back with the second tap, and keeps the note when it changes", () => {
    expect(tapped({ answer: "yes", note: "" }, "yes")).toEqual({ answer: null, note: "" });
    expect(tapped({ answer: "yes", note: "Late" }, "maybe")).toEqual({ answer: "maybe", note: "Late" });
  });

  it("lists the others, those who can sail first", () => {
    expect(othersOn(days, "ada@example.com", DATE).map(({ email }) => email)).toEqual([
      "finn@example.com",
      "gil@example.com",
    ]);
  });
});
