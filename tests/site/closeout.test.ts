import { describe, expect, it } from "vitest";

import { changedSince, countedLines, parseCash, readCount } from "../../site/closeout/counts.ts";
import { idOf, NOW } from "./support.ts";

const STAMP = { id: idOf(1), counted_at: NOW };
const CREW = [
  { crew: "ada@example.com", expected_cents: 0, tip_cents: 0 },
  { crew: "cody@example.com", expected_cents: 12_000, tip_cents: 500 },
];

describe("counted cash", () => {
  it("may be nothing, or less than nothing, but not empty", () => {
    expect(
      ["0", "$0.00", "120", "-40.50", "−40.50", "1,250.5", "", " ", "-", "twelve", "1.234"].map((typed) =>
        parseCash(typed, "USD"),
      ),
    ).toEqual([0, 0, 12_000, -4_050, -4_050, 125_050, undefined, undefined, undefined, undefined, undefined]);
  });
});

describe("the count of a day", () => {
  it("reads everybody's cash, and drops a reason that nothing needs", () => {
    const values = {
      "ada@example.com": { counted: "0", reason: "old" },
      "cody@example.com": { counted: "119.00", reason: " Wrong change " },
    };
    expect(readCount(CREW, values, STAMP, "USD")).toEqual({
      ok: true,
      request: {
        ...STAMP,
        crew: [
          { crew: "ada@example.com", expected_cents: 0, counted_cents: 0, reason: "" },
          { crew: "cody@example.com", expected_cents: 12_000, counted_cents: 11_900, reason: "Wrong change" },
        ],
      },
    });
  });

  it("names who is missing, and which difference is not explained", () => {
    const read = readCount(CREW, { "cody@example.com": { counted: "1", reason: " " } }, STAMP, "USD");
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(["ada@example.com counted", "cody@example.com reason"]);
  });
});

describe("a closed day", () => {
  const last = { crew: [{ crew: "cody@example.com", expected_cents: 10_000, counted_cents: 9_900, reason: "Change" }] };

  it("shows what was short then, and what is short now", () => {
    expect(countedLines(last)[0]?.difference_cents).toBe(-100);
    expect(changedSince(last, CREW)).toEqual([
      {
        crew: "cody@example.com",
        expected_cents: 12_000,
        counted_cents: 9_900,
        difference_cents: -2_100,
        reason: "Change",
      },
    ]);
    expect(changedSince(undefined, CREW)).toEqual([]);
  });

  it("counts who was not in the last count as not counted", () => {
    expect(changedSince(last, [{ crew: "eve@example.com", expected_cents: 700, tip_cents: 0 }])).toMatchObject([
      { counted_cents: 0, difference_cents: -700 },
    ]);
  });
});
