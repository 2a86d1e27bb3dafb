import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SITE = join(import.meta.dirname, "../../site");
/** What writes an instant, and the fields that hold a device's word. */
const UNTOLD =
  /(?:momentLabel|zonedLabel|momentOn|instantClock|datedLabel)\([^()]*\b(?:timestamp|signed_at|counted_at|aboard_at|listed_at|done_at|claimed_at|at)\b/;
/** They show what waits on this very device, or was refused: no server has recorded it. */
const OWN_DEVICE = [
  "departure/DepartDialog.tsx",
  "waiting/AsItWas.tsx",
  "waiting/Refused.tsx",
  "waiting/WaitingLine.tsx",
];

describe("A screen", () => {
  it("shows a device's time by DeviceSaid alone, with the server's beside it", () => {
    const screens = readdirSync(SITE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
    expect(screens.length).toBeGreaterThan(80);
    const untold = screens.filter((file) => UNTOLD.test(readFileSync(join(SITE, file), "utf8")));
    expect(untold.sort()).toEqual(["ui/DeviceSaid.tsx", ...OWN_DEVICE].sort());
  });

  it("would be found that shows one by itself", () => {
    for (const code of [
      "{momentLabel(entry.timestamp, company.time_zone)}",
      "{zonedLabel(departed.at, zone)}",
      "{momentOn(event.date, briefing.at, zone)}",
    ])
      expect(code).toMatch(UNTOLD);
    expect("{momentLabel(requested_at, company.time_zone)}").not.toMatch(UNTOLD);
  });
});
