import { describe, expect, it } from "vitest";

import { foldName } from "../../rules/people/foldName.ts";
import { namesOf, quoteNames } from "../../rules/people/names.ts";

describe("Names in a sentence", () => {
  it("are spelled out up to three", () => {
    expect([["Ann"], ["Ann", "Bo"], ["Ann", "Bo", "Cy"], ["Ann", "Bo", "Cy", "Di", "Ed"]].map(namesOf)).toEqual([
      "Ann",
      "Ann and Bo",
      "Ann, Bo and Cy",
      "Ann, Bo and 3 others",
    ]);
  });

  it("lists a few names and counts the rest", () => {
    expect(quoteNames(["a", "b", "c", "d", "e", "f", "g"])).toEqual({ names: ["a", "b", "c", "d", "e"], more: 2 });
  });
});

describe("A folded name", () => {
  it("looks past accents, case, punctuation and doubled spaces", () => {
    expect(foldName("  José  O'Neil-Smith ")).toBe(foldName("jose o neil smith"));
    expect(foldName("Jos\u200be\u0301 O’Neil‑Smith")).toBe(foldName("Oneilsmith, José"));
  });
});
