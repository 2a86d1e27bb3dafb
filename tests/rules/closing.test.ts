import { describe, expect, it } from "vitest";

import { isTooLate, signingClosesAt } from "../../rules/waiver/closing.ts";

describe("Signing closes", () => {
  it.each([
    ["at noon of the next day by default", "2026-05-23", 12, "America/New_York", "2026-05-24T16:00:00.000Z"],
    ["with the day itself where nothing is added", "2026-05-23", 0, "America/New_York", "2026-05-24T04:00:00.000Z"],
    ["days later where the operator says so", "2026-05-23", 36, "America/New_York", "2026-05-25T16:00:00.000Z"],
    [
      "at the hour on the wall when clocks go forward",
      "2026-03-07",
      12,
      "America/New_York",
      "2026-03-08T16:00:00.000Z",
    ],
    ["at the hour on the wall when clocks go back", "2026-10-31", 12, "America/New_York", "2026-11-01T17:00:00.000Z"],
    ["an hour later where that hour never comes", "2026-03-07", 2, "America/New_York", "2026-03-08T07:00:00.000Z"],
    ["after a leap day", "2028-02-29", 12, "UTC", "2028-03-01T12:00:00.000Z"],
    ["over the turn of a year", "2026-12-31", 12, "UTC", "2027-01-01T12:00:00.000Z"],
    ["in the first place of the day", "2026-05-23", 12, "Pacific/Kiritimati", "2026-05-23T22:00:00.000Z"],
    ["in the last place of the day", "2026-05-23", 12, "Pacific/Pago_Pago", "2026-05-24T23:00:00.000Z"],
    ["on the last day of our years", "2100-12-31", 12, "UTC", "2101-01-01T12:00:00.000Z"],
  ])("%s", (_, date, hours, zone, expected) => {
    expect(signingClosesAt(date, hours, zone).toISOString()).toBe(expected);
  });

  it("long ago or never for a stored charter of another year, and throws for none", () => {
    const now = new Date("2026-05-23T18:00:00.000Z");
    expect(signingClosesAt("0001-01-01", 12, "Europe/Madrid") < now).toBe(true);
    expect(signingClosesAt("9999-12-31", 12, "Europe/Madrid") > now).toBe(true);
  });
});

describe("A signature is too late", () => {
  const closesAt = new Date("2026-05-24T16:00:00.000Z");
  const inTime = "2026-05-24T15:59:59.000Z";
  const late = "2026-05-24T16:00:00.001Z";

  it.each([
    [false, "comes in time", { signed_at: inTime, crew: false, now: new Date(inTime) }],
    [false, "comes at that very instant", { signed_at: inTime, crew: false, now: closesAt }],
    [true, "comes late, whatever its device says", { signed_at: inTime, crew: false, now: new Date(late) }],
    [
      false,
      "waited on the crew's device, where it was in time",
      { signed_at: inTime, crew: true, now: new Date(late) },
    ],
    [true, "was signed late on the crew's device", { signed_at: late, crew: true, now: new Date(late) }],
  ])("%s: one that %s", (expected, _, attempt) => {
    expect(isTooLate(attempt, closesAt)).toBe(expected);
  });
});
