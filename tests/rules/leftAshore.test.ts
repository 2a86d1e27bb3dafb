import { describe, expect, it } from "vitest";

import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { leftAshore } from "../../rules/departure/leftAshore.ts";

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
const listed = (id: string, aboard_at: string | null = null) => ({ id, aboard_at });
const ids = (...given: Parameters<typeof leftAshore>): readonly string[] => leftAshore(...given).map(({ id }) => id);

describe("Who did not come", () => {
  it("is whoever is on the list and neither aboard nor in the record, once the charter has left", () => {
    expect(ids([], [listed("1"), listed("2")])).toEqual([]);
    expect(ids([departed], [listed("1", NOW), listed("2"), listed("3")])).toEqual(["2", "3"]);
  });

  it("is nobody who sailed, though the list has them ashore again, and nobody whom the list has aboard", () => {
    expect(ids([departed], [listed("1"), listed("2", NOW)])).toEqual([]);
  });

  it("is nobody of a departure that was undone", () => {
    const undone = { kind: "correction", id: "c", entry: departed.id, reason: "fog", ...BYLINE } as const;
    expect(ids([departed, undone], [listed("2")])).toEqual([]);
  });
});
