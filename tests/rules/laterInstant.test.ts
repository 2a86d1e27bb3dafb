import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { countsAgainst, instantAfter, keptWord, saidAt, type Word } from "../../rules/time/laterInstant.ts";

const NOW = "2026-05-23T18:00:00.000Z";
const BEFORE = "2026-05-23T17:59:59.999Z";
const AFTER = "2026-05-23T18:00:00.001Z";
const NEVER = "2100-01-01T00:00:00.000Z";
const heardAt = (at: string, received_at = NOW): Word => ({ at, received_at });

describe("The instant of a word", () => {
  it("is the device's, and after what was seen, however slow the clock", () => {
    const now = new Date(NOW);
    expect(instantAfter(now, undefined)).toBe(NOW);
    expect(instantAfter(now, heardAt("2026-05-23T17:00:00.000Z"))).toBe(NOW);
    expect(instantAfter(now, heardAt("2026-05-23T19:00:00.000Z", NEVER))).toBe("2026-05-23T19:00:00.001Z");
  });

  it("is no later than the server heard of it, nor does whoever answers to it take its clock over", () => {
    expect(saidAt(heardAt(NEVER))).toBe(NOW);
    expect(saidAt(heardAt(BEFORE))).toBe(BEFORE);
    expect(instantAfter(new Date("2026-05-23T18:05:00.000Z"), heardAt(NEVER))).toBe("2026-05-23T18:05:00.000Z");
    expect(instantAfter(new Date("2016-05-23T18:05:00.000Z"), heardAt(NEVER))).toBe(AFTER);
    expect(instantAfter(new Date(NEVER), heardAt(NEVER))).toBe("2100-01-01T00:00:00.001Z");
  });
});

describe("Of two words on one thing", () => {
  it("the later one counts, and one instant is one word, sent twice", () => {
    expect(countsAgainst(heardAt(NOW), heardAt(BEFORE))).toBe(true);
    expect(countsAgainst(heardAt(NOW), heardAt(NOW))).toBe(false);
    expect(countsAgainst(heardAt(NOW, AFTER), heardAt(AFTER, AFTER))).toBe(false);
  });

  it("any counts where nothing has been said yet", () => {
    expect([countsAgainst(heardAt(NOW), null), countsAgainst(heardAt(NOW), undefined)]).toEqual([true, true]);
  });

  it("one of the year 2100 is of when it was heard", () => {
    expect(countsAgainst(heardAt(AFTER, AFTER), heardAt(NEVER, NOW))).toBe(true);
    expect(countsAgainst(heardAt(BEFORE, AFTER), heardAt(NEVER, NOW))).toBe(false);
    expect(countsAgainst(heardAt(NEVER, NOW), heardAt(AFTER, AFTER))).toBe(false);
    expect(countsAgainst(heardAt(NEVER, AFTER), heardAt(NOW, NOW))).toBe(true);
  });

  it("one that is stored as of 2100, and nobody knows when it was heard, counts against nothing", () => {
    expect(countsAgainst(heardAt(BEFORE, NOW), heardAt(NEVER, NEVER))).toBe(true);
  });

  it("counts against none that was heard while it was being decided on", () => {
    const slow = { at: "2026-05-23T17:59:30.000Z", received_at: "2026-05-23T18:00:00.000Z" };
    const quick = { at: "2026-05-23T18:00:20.000Z", received_at: "2026-05-23T18:00:00.023Z" };
    expect(countsAgainst(slow, keptWord(saidAt(quick)))).toBe(false);
    expect(countsAgainst(quick, keptWord(saidAt(slow)))).toBe(true);
  });

  it("the one that was stamped after what was seen counts, however slow the clock", () => {
    const instant = fc
      .date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString());
    fc.assert(
      fc.property(instant, instant, instant, fc.nat(), (device, at, received_at, delay) => {
        const seen = { at, received_at };
        const said = instantAfter(new Date(device), seen);
        const heard = new Date(Date.parse(received_at) + 1 + delay).toISOString();
        expect(countsAgainst({ at: said, received_at: heard }, seen)).toBe(true);
      }),
    );
  });
});
