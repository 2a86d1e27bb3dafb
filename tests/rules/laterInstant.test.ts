import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { countsAgainst, instantAfter } from "../../rules/time/laterInstant.ts";

const NOW = "2026-05-23T18:00:00.000Z";

describe("The instant of a change", () => {
  it("is the device's, and after what was seen, however slow the clock", () => {
    const now = new Date(NOW);
    expect(instantAfter(now, undefined)).toBe(NOW);
    expect(instantAfter(now, "2026-05-23T17:00:00.000Z")).toBe(NOW);
    expect(instantAfter(now, "2026-05-23T19:00:00.000Z")).toBe("2026-05-23T19:00:00.001Z");
  });
});

describe("Of two instants of one thing", () => {
  it("the later one counts, and one instant is one change, sent twice", () => {
    expect(countsAgainst(NOW, "2026-05-23T17:59:59.999Z")).toBe(true);
    expect(countsAgainst(NOW, NOW)).toBe(false);
    expect(countsAgainst(NOW, "2026-05-23T18:00:00.001Z")).toBe(false);
  });

  it("any counts where nothing has been said yet", () => {
    expect([countsAgainst(NOW, null), countsAgainst(NOW, undefined)]).toEqual([true, true]);
  });

  it("the one that was stamped after what was seen counts, however slow the clock", () => {
    const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (now, seen) => {
        expect(countsAgainst(instantAfter(now, seen.toISOString()), seen.toISOString())).toBe(true);
      }),
    );
  });
});
