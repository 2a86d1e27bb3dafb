import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { EventSummary } from "../../rules/contract/api/month.ts";
import { dockIn, phaseOf } from "../../rules/departure/phase.ts";

const TODAY = "2026-05-23";
const status = (word: string) => v.parse(EventSummary.entries.status, word);
const standing = (word: string) => v.parse(EventSummary.entries.standing, word);
const charter = (part: Partial<Parameters<typeof phaseOf>[0]> = {}): Parameters<typeof phaseOf>[0] => ({
  date: TODAY,
  status: "open",
  aboard: 0,
  dock: undefined,
  ...part,
});

describe("Where a charter is", () => {
  it("is planned until its day, boards on it, and is over when nobody recorded that it left", () => {
    expect(phaseOf(charter({ date: "2026-05-24" }), TODAY)).toBe("planned");
    expect(phaseOf(charter(), TODAY)).toBe("boarding");
    expect(phaseOf(charter({ date: "2026-05-22" }), TODAY)).toBe("over");
  });

  it("is boarding as soon as somebody is aboard, a day early or past midnight; what was forgotten long ago is over", () => {
    expect(phaseOf(charter({ date: "2026-06-01", aboard: 1 }), TODAY)).toBe("boarding");
    expect(phaseOf(charter({ date: "2026-05-22", aboard: 1 }), TODAY)).toBe("boarding");
    expect(phaseOf(charter({ date: "2026-05-21", aboard: 1 }), TODAY)).toBe("over");
  });

  it("is where its record has it, whatever the day, and whether it was canceled afterwards or not", () => {
    for (const dock of ["departed", "back", "short"] as const) {
      expect(phaseOf(charter({ dock, date: "2026-05-20" }), TODAY)).toBe(dock);
      expect(phaseOf(charter({ dock, status: "canceled" }), TODAY)).toBe(dock);
    }
  });

  it("is canceled on any day, and at the dock with a status of a newer version", () => {
    for (const date of ["2026-05-20", TODAY, "2026-06-01"])
      expect(phaseOf(charter({ date, status: "canceled", aboard: 2 }), TODAY)).toBe("canceled");
    expect(phaseOf(charter({ status: status("postponed") }), TODAY)).toBe("boarding");
  });

  it("is read of a month's line by its standing, which is a verdict at the dock", () => {
    expect(
      ["go", "no-go", "departed", "short", "hovering"].map((word) => dockIn({ standing: standing(word) })),
    ).toEqual([undefined, undefined, "departed", "short", undefined]);
  });
});
