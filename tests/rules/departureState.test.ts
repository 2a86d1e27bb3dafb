import { describe, expect, it } from "vitest";

import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { checkBack, checkCorrection, departureState } from "../../rules/departure/state.ts";

const NOW = "2026-05-23T18:00:00.000Z";
const briefing = { given: true, at: NOW, received_at: NOW, by: "finn@example.com", name: "Finn" };

describe("Departure and return", () => {
  const recorded = { at: NOW, received_at: NOW, by: "finn@example.com", name: "Finn" };
  const departed: DepartureEntry = {
    kind: "departed",
    id: "d",
    vessel: "",
    capacity: null,
    booked: 1,
    signed: 1,
    aboard: [{ id: "1", name: "Ann", emergency_contact: null }],
    crew: [],
    briefing,
    verdict: "go",
    reasons: [],
    override: null,
    ...recorded,
  };
  const back: DepartureEntry = {
    kind: "back",
    id: "b",
    departure: "d",
    count: 1,
    expected: 1,
    reason: "",
    ...recorded,
  };
  const correction = (entry: string): DepartureEntry => ({
    kind: "correction",
    id: `c${entry}`,
    entry,
    reason: "Slip",
    ...recorded,
  });

  it("stand until they are corrected", () => {
    expect(departureState([departed, back])).toEqual({ departed, back });
    expect(departureState([departed, back, correction("b")])).toEqual({ departed, back: undefined });
    expect(departureState([departed, correction("d")])).toEqual({ departed: undefined, back: undefined });
  });

  it("count everybody, or say why not", () => {
    expect(checkBack([], { count: 1, reason: "" })).toBe("not-departed");
    expect(checkBack([departed], { count: 0, reason: "" })).toBe("count-differs");
    expect(checkBack([departed], { count: 0, reason: "Ann swam" })).toBeUndefined();
    expect(checkBack([departed, back], { count: 1, reason: "" })).toBe("back-already");
  });

  it("are corrected once, the return first", () => {
    expect(checkCorrection([departed, back], "d")).toBe("back-first");
    expect(checkCorrection([departed, back], "b")).toBeUndefined();
    expect(checkCorrection([departed, back, correction("b")], "b")).toBe("corrected-already");
    expect(checkCorrection([departed, back, correction("b")], "cb")).toBe("unknown-entry");
  });
});
