import { describe, expect, it } from "vitest";

import { nextTry, TRIES_MAX } from "../../rules/mail/retries.ts";

const NOW = new Date("2026-05-23T18:00:00.000Z");

describe("the next try of a mail", () => {
  it("comes a minute after the first failed one", () => {
    expect(nextTry(1, NOW)).toEqual({ state: "pending", due: "2026-05-23T18:01:00.000Z" });
  });

  it("waits longer each time, and ends after the last", () => {
    const dues = Array.from({ length: TRIES_MAX - 1 }, (_, index) => nextTry(index + 1, NOW));
    const texts = dues.map((next) => (next.state === "pending" ? next.due : ""));
    expect(texts).toEqual([...texts].sort());
    expect(new Set(texts).size).toBe(TRIES_MAX - 1);
    expect(nextTry(TRIES_MAX, NOW)).toEqual({ state: "failed" });
  });
});
