import { describe, expect, it } from "vitest";

import { checkMark, DRAWN_LENGTH_MIN, drawnLength } from "../../rules/waiver/drawing.ts";

describe("A drawn mark", () => {
  it("is as long as its strokes, not counting the way between them", () => {
    expect(drawnLength("M0 0L3 4M90 90L90 91")).toBe(6);
    expect(drawnLength("M0 0L3 4L0 0")).toBe(10);
    expect(drawnLength("")).toBe(0);
  });

  it.each([
    ["a dot, as a tap makes it", "M1 1L2 1"],
    ["many dots", "M1 1L2 1M90 90L91 90M300 9L301 9"],
    ["a little less than a signature", `M0 0L${DRAWN_LENGTH_MIN - 1} 0`],
  ])("is too little where it is %s", (_, path) => {
    expect(checkMark({ method: "drawn", path })).toEqual([
      { field: "signature.path", code: "drawn-too-little", name: "" },
    ]);
  });

  it("is a signature from a small cross on, as whatever is typed is one", () => {
    expect(checkMark({ method: "drawn", path: "M10 10L30 30M30 10L10 30" })).toEqual([]);
    expect(checkMark({ method: "typed", text: "X" })).toEqual([]);
  });
});
