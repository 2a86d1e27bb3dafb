import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isCalendarDate } from "../../rules/contract/slug.ts";
import { addDays, addMonths, dateOf, datesOf, monthOf, monthsBetween, weekdayOf } from "../../rules/time/dates.ts";

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const step = fc.integer({ min: -400, max: 400 });

describe("A date", () => {
  it("is read from what starts with one", () => {
    for (const text of ["2026-05-23", "2026-05-23-jane-afternoon", "2026-05-23T18:00:00.000Z", "2026-05-23.2"]) {
      expect(dateOf(text)).toBe("2026-05-23");
      expect(monthOf(text)).toBe("2026-05");
    }
  });

  it("follows another over months and years", () => {
    expect([addDays("2026-12-31", 1), addDays("2028-03-01", -1)]).toEqual(["2027-01-01", "2028-02-29"]);
  });

  it("has a day of the week", () => {
    expect(["2026-05-23", "2026-05-24", "2028-02-29"].map(weekdayOf)).toEqual([6, 0, 2]);
  });

  it("is found again by as many days back, and exists", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -31, max: 31 }), (date, days) => {
        const moved = addDays(date, days);
        expect(isCalendarDate(moved)).toBe(true);
        expect(addDays(moved, -days)).toBe(date);
      }),
    );
  });
});

describe("A month", () => {
  it("follows another over the turn of a year", () => {
    expect(addMonths("2026-12", 1)).toBe("2027-01");
    expect(addMonths("2027-01", -1)).toBe("2026-12");
    expect(addMonths("2026-05", -29)).toBe("2023-12");
  });

  it("has the dates that exist, and no others", () => {
    expect(["2026-02", "2028-02", "2026-04", "2026-12"].map((month) => datesOf(month).length)).toEqual([
      28, 29, 30, 31,
    ]);
    fc.assert(
      fc.property(day, (date) => {
        const dates = datesOf(monthOf(date));
        expect(dates).toContain(date);
        expect(dates.every((one) => isCalendarDate(one) && monthOf(one) === monthOf(date))).toBe(true);
        expect(new Set(dates).size).toBe(dates.length);
        expect(monthOf(addDays(dates.at(-1) ?? "", 1))).toBe(addMonths(monthOf(date), 1));
      }),
    );
  });

  it("stands once between two dates, with all the others", () => {
    expect(monthsBetween("2026-05-23", "2026-05-23")).toEqual(["2026-05"]);
    expect(monthsBetween("2026-11-30", "2027-02-01")).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"]);
    fc.assert(
      fc.property(day, step, (date, months) => {
        const [first = "", last = ""] = [monthOf(date), addMonths(monthOf(date), months)].sort();
        const between = monthsBetween(`${first}-31`, `${last}-01`);
        expect([between[0], between.at(-1), between.length]).toEqual([first, last, Math.abs(months) + 1]);
      }),
    );
  });
});
