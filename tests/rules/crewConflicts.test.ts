import { describe, expect, it } from "vitest";

import type { Sailing } from "../../rules/contract/api/crew.ts";
import { conflictsOf, crewShort, overlaps } from "../../rules/crew/conflicts.ts";
import { vesselClashes } from "../../rules/vessels/clash.ts";

const JANE: Sailing = {
  slug: "2026-05-23-jane-afternoon",
  title: "",
  first_name: "Jane",
  date: "2026-05-23",
  period: "afternoon",
  starts_at: "14:00",
  status: "open",
  crew: ["cody@example.com"],
  vessel: "Windward",
};
const UNKNOWN = { answer: null, note: "" };

function sailing(part: Partial<Sailing>): Sailing {
  return { ...JANE, slug: `${part.date ?? JANE.date}-omar-${part.period ?? "sunset"}`, period: "sunset", ...part };
}

describe("Two charters need their crew at once", () => {
  it.each<[string, Partial<Sailing>, boolean]>([
    ["in the same part of the same day, whatever the clock says", { period: "afternoon", starts_at: "23:00" }, true],
    ["in the same part of the same day without a start", { period: "afternoon", starts_at: "" }, true],
    ["when they start less than four hours apart", { starts_at: "17:59" }, true],
    ["not when they start four hours apart", { starts_at: "18:00" }, false],
    ["when the other one starts first", { period: "midday", starts_at: "10:01" }, true],
    ["not in different parts of a day, when one has no start", { starts_at: "" }, false],
    ["not at the same hour of another day", { date: "2026-05-24", starts_at: "14:00" }, false],
  ])("%s", (_, part, expected) => {
    expect(overlaps(JANE, sailing(part))).toBe(expected);
    expect(overlaps(sailing(part), JANE)).toBe(expected);
  });

  it("across midnight, and across the end of a month", () => {
    const late = sailing({ date: "2026-05-31", period: "night", starts_at: "23:00" });
    expect(overlaps(late, sailing({ date: "2026-06-01", period: "morning", starts_at: "02:30" }))).toBe(true);
    expect(overlaps(late, sailing({ date: "2026-06-01", period: "morning", starts_at: "03:00" }))).toBe(false);
  });

  it("never with itself", () => {
    expect(overlaps(JANE, JANE)).toBe(false);
  });
});

describe("Somebody on a charter", () => {
  const charter = { ...sailing({ starts_at: "16:00" }), slug: undefined };

  it("is warned about for another one at that time", () => {
    expect(conflictsOf("cody@example.com", charter, [JANE], UNKNOWN)).toEqual([
      { kind: "other-charter", charter: JANE },
    ]);
  });

  it("is free when that one is canceled, or is somebody else's", () => {
    expect(conflictsOf("cody@example.com", charter, [{ ...JANE, status: "canceled" }], UNKNOWN)).toEqual([]);
    expect(conflictsOf("ada@example.com", charter, [JANE], UNKNOWN)).toEqual([]);
  });

  it("is warned about for saying no or maybe, with the note, and not for saying yes", () => {
    const said = (answer: "yes" | "maybe" | "no") =>
      conflictsOf("ada@example.com", charter, [], { answer, note: "Dentist" });
    expect([said("yes"), said("maybe"), said("no")]).toEqual([
      [],
      [{ kind: "said-maybe", note: "Dentist" }],
      [{ kind: "said-no", note: "Dentist" }],
    ]);
  });
});

describe("A charter is short of crew", () => {
  it("by as many as it needs more, each counted once, and never when nobody has said", () => {
    expect(crewShort(3, ["a@example.com", "a@example.com"])).toBe(2);
    expect(crewShort(1, ["a@example.com", "b@example.com"])).toBe(0);
    expect(crewShort(null, [])).toBe(0);
  });

  it("also by those who are assigned and have no account", () => {
    expect(crewShort(2, ["a@example.com", "b@example.com"], ["b@example.com"])).toBe(1);
    expect(crewShort(null, ["b@example.com"], ["b@example.com"])).toBe(0);
  });
});

describe("Two charters need one boat at once", () => {
  it.each<[string, Partial<Sailing>, boolean]>([
    ["in the same part of the same day", { period: "afternoon", starts_at: "" }, true],
    ["when the turnaround does not fit between them", { starts_at: "18:29" }, true],
    ["not when it does", { starts_at: "18:30" }, false],
    ["however its name is written", { starts_at: "17:00", vessel: " WINDWARD " }, true],
    ["not on another boat", { starts_at: "17:00", vessel: "Petrel" }, false],
    ["not when no boat is chosen", { starts_at: "17:00", vessel: "" }, false],
    ["not when the other one is canceled", { starts_at: "17:00", status: "canceled" }, false],
  ])("%s", (_, part, expected) => {
    expect(vesselClashes(JANE, [sailing(part)], 30).length > 0).toBe(expected);
  });

  it("as long as the company says that a boat lies at the dock", () => {
    const at = (minutes: number) => vesselClashes(JANE, [sailing({ starts_at: "18:20" })], minutes).length;
    expect([at(0), at(20), at(21), at(90)]).toEqual([0, 0, 1, 1]);
  });

  it("never with itself, and never where neither has a boat", () => {
    expect(vesselClashes(JANE, [JANE], 30)).toEqual([]);
    expect(vesselClashes({ ...JANE, vessel: "" }, [sailing({ starts_at: "14:00", vessel: "" })], 30)).toEqual([]);
  });
});
