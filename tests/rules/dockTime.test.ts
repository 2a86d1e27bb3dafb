import { describe, expect, it } from "vitest";
import fc from "fast-check";

import { dockInstant } from "../../rules/time/dockInstant.ts";
import { dayOf } from "../../rules/time/dockTime.ts";

describe("The instant of a time on the dock's clock", () => {
  it.each([
    ["in winter", "2026-01-15", "14:00", "America/New_York", "2026-01-15T19:00:00.000Z"],
    ["in summer", "2026-07-04", "14:00", "America/New_York", "2026-07-04T18:00:00.000Z"],
    ["just before clocks go forward", "2026-03-08", "01:59", "America/New_York", "2026-03-08T06:59:00.000Z"],
    ["just after clocks go forward", "2026-03-08", "03:00", "America/New_York", "2026-03-08T07:00:00.000Z"],
    [
      "that never comes is read with the offset from before",
      "2026-03-08",
      "02:30",
      "America/New_York",
      "2026-03-08T07:30:00.000Z",
    ],
    ["that comes twice is the first of the two", "2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
    ["just after clocks went back", "2026-11-01", "02:00", "America/New_York", "2026-11-01T07:00:00.000Z"],
    ["in the other hemisphere", "2026-10-04", "02:30", "Australia/Sydney", "2026-10-03T16:30:00.000Z"],
    ["with a clock change of half an hour", "2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z"],
    ["at midnight", "2026-01-01", "00:00", "Asia/Kathmandu", "2025-12-31T18:15:00.000Z"],
    ["in UTC", "2026-03-08", "02:30", "UTC", "2026-03-08T02:30:00.000Z"],
  ])("%s", (_, date, time, zone, expected) => {
    expect(dockInstant(date, time, zone).toISOString()).toBe(expected);
  });

  it("is shown by that clock again, unless clocks skip it", () => {
    const clock = new Intl.DateTimeFormat("en-US", {
      timeZone: "Europe/Berlin",
      hourCycle: "h23",
      hour: "2-digit",
      minute: "2-digit",
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 1439 }), (day, minute) => {
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        const skipped = date === "2026-03-29" && time >= "02:00" && time < "03:00";
        expect(skipped || clock.format(dockInstant(date, time, "Europe/Berlin")) === time).toBe(true);
      }),
    );
  });
});

describe("The day of an instant", () => {
  it("is told of the last and the first instant there is, east and west of Greenwich", () => {
    for (const zone of ["Europe/Madrid", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]) {
      for (const instant of ["+275760-09-13T00:00:00.000Z", "-271821-04-20T00:00:00.000Z"]) {
        expect(() => dayOf(instant, zone)).not.toThrow();
      }
    }
  });

  it("is the dock's, not UTC's, through the year", () => {
    expect([
      dayOf("2026-05-24T03:59:59.999Z", "America/New_York"),
      dayOf("2026-05-24T04:00:00.000Z", "America/New_York"),
      dayOf("2026-01-24T04:59:59.999Z", "America/New_York"),
      dayOf("2026-01-24T05:00:00.000Z", "America/New_York"),
    ]).toEqual(["2026-05-23", "2026-05-24", "2026-01-23", "2026-01-24"]);
  });
});
