import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { measureCounts } from "../../bench/cost/measure.ts";
import { readMeasured } from "../../bench/cost/measured.ts";
import { COST_PAGE, currentModel } from "../../bench/cost/model.ts";
import { writePage } from "../../bench/cost/page/page.ts";

/** How far a count may be from the committed one before the page misleads. */
const DRIFT = 0.25;
const HINT = "run: npm run cost -- --measure";

describe("docs/cost.md", () => {
  it("is what the model writes from the committed counts and prices", () => {
    expect(readFileSync(COST_PAGE, "utf8"), "run: npm run cost").toBe(writePage(currentModel(readMeasured())));
  });

  it("rests on counts that a charter played today still takes, and on the stack as it is declared", async () => {
    const committed = readMeasured();
    const today = await measureCounts();

    for (const [name, count] of Object.entries(today.charter)) {
      if (typeof count === "number")
        expectNear(name, count, Object.entries(committed.charter).find(([key]) => key === name)?.[1]);
    }
    expect(today.charter.mails, HINT).toBe(committed.charter.mails);
    expect(today.charter.metrics, HINT).toEqual(committed.charter.metrics);
    expect(today.sweep.metrics, HINT).toEqual(committed.sweep.metrics);
    expectNear("slotBytes", today.stack.slotBytes, committed.stack.slotBytes);
    expect({ ...today.stack, slotBytes: 0 }, HINT).toEqual({ ...committed.stack, slotBytes: 0 });
  });
});

function expectNear(name: string, now: number, before: unknown): void {
  expect(now / Number(before), `${name}: ${HINT}`).toBeGreaterThan(1 - DRIFT);
  expect(now / Number(before), `${name}: ${HINT}`).toBeLessThan(1 + DRIFT);
}
