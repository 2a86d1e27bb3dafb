import { describe, expect, it } from "vitest";

import { itemBytes, type Item } from "../../bench/cost/dynamodb/itemBytes.ts";
import { readUnits, storedBytes, writeUnits } from "../../bench/cost/dynamodb/units.ts";

const SLUG = "2031-07-14-jane-afternoon";

/** An item of the table that is in no index, with a text of so many bytes. */
function plain(bytes: number): Item {
  return {
    event_id: { S: "" },
    timestamp: { S: "" },
    n: { S: "x".repeat(bytes - "event_id".length - "timestamp".length - 1) },
  };
}

/** A charter, which is in the month index. */
function charter(changes: Item = {}): Item {
  return {
    event_id: { S: SLUG },
    timestamp: { S: "2031-07-14" },
    month: { S: "2031-07" },
    title: { S: "Sail" },
    ...changes,
  };
}

describe("an item's weight", () => {
  it("counts text as UTF-8, and the attribute's name with it", () => {
    expect(itemBytes({ name: { S: "José" } })).toBe(4 + 5);
  });

  it("counts a byte for two digits of a number, one more, and one for a sign", () => {
    expect(itemBytes({ a: { N: "60000" } })).toBe(1 + 1 + 1);
    expect(itemBytes({ a: { N: "12345" } })).toBe(1 + 3 + 1);
    expect(itemBytes({ a: { N: "-7" } })).toBe(1 + 1 + 1 + 1);
  });

  it("counts three bytes for a list or map and one for each element", () => {
    expect(itemBytes({ l: { L: [{ S: "ab" }, { BOOL: true }] } })).toBe(1 + 3 + (1 + 2) + (1 + 1));
    expect(itemBytes({ m: { M: { k: { S: "v" }, z: { NULL: true } } } })).toBe(1 + 3 + (1 + 1 + 1) + (1 + 1 + 1));
  });

  it("counts the members of a set and nothing around them", () => {
    expect(itemBytes({ s: { SS: ["abc", "é"] } })).toBe(1 + 3 + 2);
  });

  it("refuses a type that it has no rule for", () => {
    expect(() => itemBytes({ b: { B: "AAAA" } })).toThrow("type B");
  });
});

describe("units of a read", () => {
  it("rounds up to 4 KB, costs half when it may be stale, and never nothing", () => {
    expect([readUnits(0, true), readUnits(4_096, true), readUnits(4_097, true)]).toEqual([1, 1, 2]);
    expect([readUnits(0, false), readUnits(4_097, false)]).toEqual([0.5, 1]);
  });
});

describe("units of a write", () => {
  it("takes the larger of the item before and after", () => {
    expect(writeUnits(plain(1_024), plain(1_025))).toBe(2);
    expect(writeUnits(plain(2_049), plain(100))).toBe(3);
    expect(writeUnits(undefined, plain(1_024))).toBe(1);
  });

  it("costs one where there was nothing and is nothing", () => {
    expect(writeUnits(undefined, undefined)).toBe(1);
  });

  it("adds the index where an item enters it, changes in it or leaves it", () => {
    expect(writeUnits(undefined, charter())).toBe(2);
    expect(writeUnits(charter(), charter({ title: { S: "Night sail" } }))).toBe(2);
    expect(writeUnits(charter(), undefined)).toBe(2);
  });

  it("adds nothing for what the index does not carry, or for a refused write", () => {
    expect(writeUnits(charter(), charter({ note: { S: "Bring water." } }))).toBe(1);
    expect(writeUnits(charter(), charter())).toBe(1);
  });

  it("adds two for a changed key of the index: one goes, one comes", () => {
    const due = (instant: string): Item => charter({ outbox_state: { S: "pending" }, outbox_due: { S: instant } });
    expect(writeUnits(due("2031-07-14T10:00:00.000Z"), due("2031-07-14T10:01:00.000Z"))).toBe(1 + 2);
  });
});

describe("storage", () => {
  it("adds 100 bytes to the item and to each index entry", () => {
    const item = charter({ note: { S: "only in the table" } });
    const inIndex = itemBytes(charter());
    expect(storedBytes(item)).toBe(itemBytes(item) + 100 + inIndex + 100);
  });
});
