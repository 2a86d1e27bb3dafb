import { describe, expect, it } from "vitest";

import { isOwnPartition } from "../../rules/contract/table.ts";

describe("a partition of the program's own", () => {
  it.each([
    "accounts",
    "vessels",
    "closeouts",
    "session#0123",
    "throttle#account#0123",
    "availability#2026-05",
    "flooded#2026-05-23-jane-afternoon",
  ])("is %s", (id) => {
    expect(isOwnPartition(id)).toBe(true);
  });

  // The last two are ids an adopted table may hold: they begin like a partition's name, and are events all the same.
  it.each(["2026-05-23-jane-afternoon", "", "session", "availability", "accounts-2026", "vessels#1"])(
    "is not %j",
    (id) => {
      expect(isOwnPartition(id)).toBe(false);
    },
  );
});
