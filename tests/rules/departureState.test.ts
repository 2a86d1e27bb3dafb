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
    const { at, received_at } = recorded;
    const counted = (count: number, reason = "") => ({ count, reason, at, received_at });
    expect(checkBack([], counted(1))).toBe("not-departed");
    expect(checkBack([departed], counted(0))).toBe("count-differs");
    expect(checkBack([departed], counted(0, "Ann swam"))).toBeUndefined();
    expect(checkBack([departed, back], counted(1))).toBe("back-already");
  });

  it("end no departure that was recorded after them", () => {
    const early = { count: 1, reason: "", at: "2020-01-01T00:00:00.000Z", received_at: recorded.received_at };
    expect(checkBack([departed], early)).toBe("back-before");
  });

  it("are corrected once, the return first", () => {
    expect(checkCorrection([departed, back], "d")).toBe("back-first");
    expect(checkCorrection([departed, back], "b")).toBeUndefined();
    expect(checkCorrection([departed, back, correction("b")], "b")).toBe("corrected-already");
    expect(checkCorrection([departed, back, correction("b")], "cb")).toBe("unknown-entry");
  });
});
