import { describe, expect, it } from "vitest";

import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { whoSailed } from "../../rules/departure/whoSailed.ts";

const NOW = "2026-05-23T18:00:00.000Z";
const BYLINE = { at: NOW, received_at: NOW, by: "finn@example.com", name: "Finn" };
const departed: DepartureEntry = {
  kind: "departed",
  id: "00000000-0000-4000-8000-000000000001",
  vessel: "",
  capacity: null,
  booked: 3,
  signed: 2,
  aboard: [{ id: "1", name: "Ann", emergency_contact: null }],
  crew: [],
  briefing: null,
  verdict: "caution",
  reasons: [],
  override: null,
  ...BYLINE,
};
const BEFORE = "2026-05-23T17:00:00.000Z";
const AFTER = "2026-05-23T19:00:00.000Z";
const listed = (id: string, part: { aboard_at?: string; added_at?: string | undefined; listed_at?: string } = {}) => ({
  id,
  name: `Patron ${id}`,
  aboard_at: null,
  added_at: BEFORE,
  listed_at: null,
  ...part,
});
const ids = (...given: Parameters<typeof whoSailed>) => {
  const { noShows, others } = whoSailed(...given);
  return [noShows.map(({ id }) => id), others.map(({ id }) => id)];
};

describe("Who did not come", () => {
  it("is whoever is on the list and neither aboard nor in the record, once the charter has left", () => {
    expect(ids([], [listed("1"), listed("2")])).toEqual([[], []]);
    expect(ids([departed], [listed("1", { aboard_at: NOW }), listed("2"), listed("3")])).toEqual([["2", "3"], []]);
  });

  it("is nobody who sailed, though the list has them ashore again, and nobody whom the list has aboard", () => {
    expect(ids([departed], [listed("1"), listed("2", { aboard_at: NOW })])).toEqual([[], []]);
  });

  it("is nobody who was put on the list only then, or put back on it", () => {
    expect(ids([departed], [listed("2", { added_at: AFTER }), listed("3", { listed_at: AFTER })])).toEqual([
      [],
      ["2", "3"],
    ]);
    expect(ids([departed], [listed("2", { added_at: NOW }), listed("3", { listed_at: BEFORE })])).toEqual([
      ["2", "3"],
      [],
    ]);
  });

  it("is nobody of whom it is not known since when they are listed: who waits on a device, and of a departure entered late", () => {
    expect(ids([departed], [listed("2", { added_at: undefined })])).toEqual([[], ["2"]]);
    const late = { ...departed, at: BEFORE, received_at: AFTER };
    expect(ids([late], [listed("2", { added_at: NOW }), listed("3")])).toEqual([["3"], ["2"]]);
  });

  it("is nobody who sailed, also where they were listed anew since", () => {
    const sailed = [listed("1", { aboard_at: NOW }), { ...listed("7", { added_at: AFTER }), name: "Ann" }];
    for (const [ann] of [sailed.slice(0, 1), sailed.slice(1)])
      if (ann !== undefined) expect(whoSailed([departed], [ann])).toEqual({ sailed: [ann], noShows: [], others: [] });
    expect(whoSailed([departed], [listed("2", { aboard_at: NOW })])).toEqual({ sailed: [], noShows: [], others: [] });
  });

  it("is nobody of a departure that was undone", () => {
    const undone = { kind: "correction", id: "c", entry: departed.id, reason: "fog", ...BYLINE } as const;
    expect(ids([departed, undone], [listed("2")])).toEqual([[], []]);
  });
});
