import { describe, expect, it } from "vitest";

import {
  clockLabel,
  count,
  dayLabel,
  momentOn,
  monthLabel,
  sailsIn,
  shortDate,
  shortMoney,
  slugLabel,
  todayIn,
} from "../../site/labels.ts";

describe("labels", () => {
  it("write a calendar date without slipping by a day", () => {
    expect(dayLabel("2026-05-23")).toBe("Saturday, May 23");
    expect(shortDate("2028-02-29")).toBe("Tue, Feb 29, 2028");
    expect(monthLabel("2026-12")).toBe("December 2026");
  });

  it("name a charter by what its slug alone tells", () => {
    expect(slugLabel("2026-05-23-jane-afternoon")).toBe("Jane’s afternoon charter · Sat, May 23");
    expect(slugLabel("2026-05-23-jane-afternoon", "Anniversary sail")).toBe("Anniversary sail · Sat, May 23");
    expect(slugLabel("no slug")).toBe("no slug");
  });

  it("count the days until a charter sails, also over the change of the clocks and of the year", () => {
    expect(sailsIn("2026-05-23", "2026-05-23")).toBe("Sails today");
    expect(sailsIn("2026-05-23", "2026-05-24")).toBe("Sails tomorrow");
    expect(sailsIn("2026-10-31", "2026-11-02")).toBe("Sails in 2 days");
    expect(sailsIn("2026-12-30", "2027-01-01")).toBe("Sails in 2 days");
  });

  it("leave out the zeros of whole amounts where room is short, and no cent of others", () => {
    expect([30_000, 30_050, 0].map((cents) => shortMoney(cents, "USD"))).toEqual(["$300", "$300.50", "$0"]);
  });

  it("know which day it is at the dock", () => {
    const evening = new Date("2026-05-24T03:30:00Z");
    expect(todayIn("America/New_York", evening)).toBe("2026-05-23");
    expect(todayIn("UTC", evening)).toBe("2026-05-24");
  });

  it("write times and counts for people", () => {
    expect(clockLabel("14:05")).toMatch(/^2:05\sPM$/);
    expect(clockLabel("")).toBe("");
    expect([count(1, "patron"), count(0, "patron")]).toEqual(["1 patron", "0 patrons"]);
  });

  it("leaves the date of a moment out on its own day, at the company's dock", () => {
    const evening = "2026-05-24T02:30:00.000Z";
    expect(momentOn("2026-05-23", evening, "America/New_York")).toMatch(/^10:30\sPM$/);
    expect(momentOn("2026-05-24", evening, "America/New_York")).toMatch(/^May 23, 10:30\sPM$/);
  });
});
