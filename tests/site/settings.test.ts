import { describe, expect, it } from "vitest";

import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { choosePeriod } from "../../site/charter/charterForm.ts";
import { methodOptions } from "../../site/payments/methodOptions.ts";
import { companyLines, companyValues, readCompany } from "../../site/settings/companyForm.ts";
import { dayLines, dayValues, readDay } from "../../site/settings/dayForm.ts";
import { changedMeanwhile } from "../../site/settings/meanwhile.ts";

const settings: SettingsResponse = {
  revision: 3,
  changed: null,
  set: { name: "Gull", turnaround_minutes: 0 },
  otherwise: { name: "Windward", turnaround_minutes: 30 },
  broken: [],
  stack: {
    name: "Windward",
    time_zone: "UTC",
    currency: "USD",
    mail_from: "a@example.com",
    admin_email: "b@example.com",
    timestamp_authority: null,
  },
};
const before = companyValues(settings);

describe("The form of the company", () => {
  it("sends only what was changed, and null for what was cleared", () => {
    expect(readCompany(before, before, 3)).toEqual({ ok: true, request: { revision: 3 } });
    const typed = { ...before, name: " ", dock_address: " Pier 9 ", turnaround_minutes: "045" };
    expect(readCompany(typed, before, 4)).toEqual({
      ok: true,
      request: { revision: 4, name: null, dock_address: "Pier 9", turnaround_minutes: 45 },
    });
  });

  it("says of each field what is wrong with it", () => {
    const typed = { ...before, dock_map_url: "maps.example", turnaround_minutes: "1.5", name: "x".repeat(81) };
    expect(readCompany(typed, before, 3)).toEqual({
      ok: false,
      errors: {
        name: "Name must be at most 80 characters.",
        dock_map_url: "Map link must be a link that begins with https://.",
        turnaround_minutes: "Turnaround must be a whole number of minutes.",
      },
    });
  });

  it("tells what somebody else has made of it, beside what is typed", () => {
    const latest = { ...before, name: "", dock_address: "Pier 9" };
    const typed = { ...before, name: "Mine" };
    expect(changedMeanwhile(companyLines(before), companyLines(latest), companyLines(typed))).toEqual([
      "Name is cleared now; you have typed “Mine”.",
      "Dock is “Pier 9” now.",
    ]);
  });
});

describe("The form of charters and money", () => {
  const day = dayValues({ set: { start_times: { morning: "08:30" }, methods: ["cash", "card"] } });

  it("offers every way of paying until somebody has said which", () => {
    expect(dayLines(dayValues({ set: {} }))).toEqual({
      "Usual starts": "",
      "Ways of paying": "Card, Cash, Venmo, Zelle, Check, Other",
    });
    expect(dayLines(day)).toEqual({ "Usual starts": "Morning 8:30 AM", "Ways of paying": "Card, Cash" });
  });

  it("sends only what was changed, and null for what is as nobody had said it", () => {
    expect(readDay(day, day, 1)).toEqual({ ok: true, request: { revision: 1 } });
    const none = dayValues({ set: {} });
    expect(readDay(none, day, 1)).toEqual({ ok: true, request: { revision: 1, start_times: null, methods: null } });
    const sunset = { ...day, starts: { ...day.starts, sunset: "17:15" } };
    expect(readDay(sunset, day, 1)).toEqual({
      ok: true,
      request: { revision: 1, start_times: { morning: "08:30", sunset: "17:15" } },
    });
    expect(readDay({ ...day, methods: [] }, day, 1)).toEqual({ ok: false, errors: { methods: "Leave at least one." } });
  });
});

describe("A part of the day", () => {
  const usual = { morning: "08:30", sunset: "17:15" };

  it("brings its usual start along, and leaves one that was typed", () => {
    const first = choosePeriod({ period: "", starts_at: "" }, "morning", usual);
    expect(first).toEqual({ period: "morning", starts_at: "08:30" });
    expect(choosePeriod(first, "sunset", usual).starts_at).toBe("17:15");
    expect(choosePeriod(first, "night", usual).starts_at).toBe("");
    expect(choosePeriod({ ...first, starts_at: "09:00" }, "sunset", usual).starts_at).toBe("09:00");
  });
});

describe("The ways of paying on a form", () => {
  it("are those on offer, and the one that is chosen already", () => {
    const names = (offered: readonly string[], chosen: string) => methodOptions(offered, chosen).map(([name]) => name);
    expect(names(["cash", "card"], "")).toEqual(["card", "cash"]);
    expect(names(["cash"], "zelle")).toEqual(["cash", "zelle"]);
    expect(names([], "")).toHaveLength(6);
  });
});
