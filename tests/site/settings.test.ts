import { describe, expect, it } from "vitest";

import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { changedMeanwhile, companyValues, readCompany } from "../../site/settings/settingsForm.ts";

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
    expect(changedMeanwhile(before, latest, { ...before, name: "Mine" })).toEqual([
      "Name is cleared now; you have typed “Mine”.",
      "Dock is “Pier 9” now.",
    ]);
  });
});
