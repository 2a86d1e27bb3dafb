import { expect, it } from "vitest";

import { createFirstTaps } from "../../site/manifest/firstTaps.ts";

it("takes a double tap for one tap, a later one for another, and each patron by themselves", () => {
  let now = 0;
  const isFirst = createFirstTaps(() => now);
  expect([isFirst("jane"), isFirst("jane"), isFirst("sam")]).toEqual([true, false, true]);
  now = 499;
  expect(isFirst("jane")).toBe(false);
  // What did nothing puts nothing off.
  now = 500;
  expect([isFirst("jane"), isFirst("jane"), isFirst("sam")]).toEqual([true, false, true]);
});
