import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { deviceLabel } from "../../site/session/deviceLabel.ts";
import { waitFor } from "../../site/session/pinTries.ts";

const SITE = join(import.meta.dirname, "../../site");
const sources = readdirSync(SITE, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(SITE, file), "utf8"));

describe("Fields for passwords", () => {
  it("leave pasting and password managers alone", () => {
    const fields = sources.flatMap((source) => [...source.matchAll(/type: "password"[^}]*/g)].map(([field]) => field));
    expect(fields.length).toBeGreaterThan(3);
    // The PIN of a kiosk is the crew's, and no manager's.
    const named = fields.filter((field) => !field.includes("numeric"));
    expect(named.filter((field) => !/autocomplete: "(?:current|new)-password"/.test(field))).toEqual([]);
    expect(sources.filter((source) => /onPaste|onCopy|onDrop=/.test(source))).toEqual([]);
  });

  it("ask for no hint and no secret question", () => {
    expect(sources.filter((source) => /secret question|maiden name|password hint/i.test(source))).toEqual([]);
  });
});

describe("A device", () => {
  it.each([
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/143.0.0.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox on Mac"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36 Edg/143.0",
      "Edge on Windows",
    ],
    ["", "Some device"],
  ])("that calls itself %s is shown as what people call it", (userAgent, label) => {
    expect(deviceLabel(userAgent)).toBe(label);
  });
});

describe("Wrong PINs", () => {
  it("are free four times, and then waited for, longer each time and a quarter of an hour at most", () => {
    const now = 1_000_000;
    expect([0, 3, 4, 5, 6, 40].map((wrong) => waitFor({ wrong, at: now }, now))).toEqual([
      0, 0, 30_000, 60_000, 120_000, 900_000,
    ]);
    expect(waitFor({ wrong: 4, at: now }, now + 30_000)).toBe(0);
  });

  it("keep nobody waiting longer where the clock was set back", () => {
    expect(waitFor({ wrong: 4, at: 9_000_000_000 }, 0)).toBe(30_000);
  });
});
