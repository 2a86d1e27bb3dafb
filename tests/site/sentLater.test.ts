import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** Says that something is sent, or known ashore, once there is a signal: without Background Sync that takes an open page. */
const PROMISED = /(?:\bsent\b|\bknows\b|enviará).*(?:\b(?:when|until|as soon as) there is|\bcuando haya\b)/i;
const COMMENT = /^\s*(?:\/?\*|\/\/)/;
/** Said only where the browser has agreed to send with no page open (tests/e2e/lasting.test.ts). */
const AGREED = "site/waiting/Waiting.tsx";

function sources(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
  return files.filter((file) => /\.tsx?$/.test(file)).map((file) => join(folder, file));
}

function promises(code: string): boolean {
  return code.split("\n").some((line) => !COMMENT.test(line) && PROMISED.test(line));
}

describe("What is said of what waits", () => {
  it("promises to send without an open page only where the browser has agreed to", () => {
    const files = [...sources("site"), ...sources("lambda/waiver/words")];
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter((file) => promises(readFileSync(join(ROOT, file), "utf8")))).toEqual([AGREED]);
  });

  it("would be found", () => {
    for (const said of [
      "`Departed, on this device only: ashore nobody knows of it until there is a signal.`",
      '"It will be sent when there is signal."',
      '"Se enviará cuando haya señal."',
    ])
      expect(promises(said)).toBe(true);
    expect(promises('"It is sent as soon as this page has a signal."')).toBe(false);
  });
});
