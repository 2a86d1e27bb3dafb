import { describe, expect, it } from "vitest";

import { checklistOf } from "../../rules/departure/checklist.ts";
import type { DepartureFacts } from "../../rules/departure/reasons.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";

const NOW = "2026-05-23T18:00:00.000Z";
const signed = (participant: string) => ({ participant, minor: false, guardian: null });

/** Of four that are booked two have signed, and one of these is aboard. */
const CHARTER: DepartureFacts = {
  status: "open",
  manifest: ["Ann", "Bo", "Cy", "Dee"].map((name) => ({ name, aboard_at: name === "Ann" ? NOW : null })),
  signatures: [signed("Ann"), signed("Bo")],
  capacity: 6,
  required_crew: 1,
  crew: ["finn@example.com"],
  briefing: null,
  price_cents: 60_000,
  paid_cents: 30_000,
  currency: "USD",
};

const told = (facts: DepartureFacts, phase: Parameters<typeof checklistOf>[1]) =>
  checklistOf(facts, phase).map(({ topic, state, counted }) => [topic, state, counted?.part, counted?.of]);

describe("The checklist of a charter", () => {
  it("says on its day how far each thing is, with what blocks apart from what is only open", () => {
    expect(told(CHARTER, "boarding")).toEqual([
      ["signed", "caution", 2, 4],
      ["aboard", "caution", 1, 4],
      ["briefing", "stop", undefined, undefined],
      ["crew", "done", 1, 1],
      ["paid", "caution", 30_000, 60_000],
    ]);
  });

  it("holds each reason that decides once, and no other", () => {
    const broken = { part: "departures", entries: 1, text: "The departure record: 1 entry cannot be read." };
    for (const facts of [
      CHARTER,
      { ...CHARTER, status: "canceled" as const },
      { ...CHARTER, capacity: null, broken_parts: [broken] },
    ]) {
      const listed = checklistOf(facts, "boarding").flatMap(({ reasons }) => reasons);
      const decisive = assessDeparture(facts).reasons;
      const texts = (reasons: typeof decisive): readonly string[] => reasons.map(({ text }) => text).sort();
      expect(texts(listed)).toEqual(texts(decisive));
    }
  });

  it("is neutral until its day, and asks for nothing then that is done on the day", () => {
    expect(told({ ...CHARTER, crew: [] }, "planned")).toEqual([
      ["signed", "ahead", 2, 4],
      ["crew", "ahead", 0, 1],
      ["paid", "ahead", 30_000, 60_000],
    ]);
  });

  it("is done where nothing is open, and counts against nothing where nobody has said how many", () => {
    const facts = {
      ...CHARTER,
      signatures: ["Ann", "Bo", "Cy", "Dee"].map(signed),
      required_crew: null,
      price_cents: null,
    };
    expect(told(facts, "planned")).toEqual([
      ["signed", "done", 4, 4],
      ["crew", "done", 1, undefined],
      ["paid", "done", 30_000, undefined],
    ]);
  });

  it("counts no money that nobody can know", () => {
    const facts = {
      ...CHARTER,
      broken_parts: [{ part: "payment_log", entries: 1, text: "The ledger: 1 entry cannot be read." }],
    };
    expect(told(facts, "boarding")).toContainEqual(["paid", "caution", undefined, undefined]);
  });

  it("tells the places of the party that have no name, before the day and on it, beside who has signed", () => {
    const party = { ...CHARTER, party: 6, capacity: 12 };
    for (const [phase, state] of [
      ["planned", "ahead"],
      ["boarding", "caution"],
    ] as const) {
      const signed = checklistOf(party, phase).find(({ topic }) => topic === "signed");
      expect(signed).toMatchObject({ state, counted: { part: 2, of: 4 } });
      expect(signed?.reasons.map(({ text }) => text)).toContain("2 of 6 places have no name yet.");
    }
  });

  it("is over with once the charter has left, will not, or should have", () => {
    for (const phase of ["departed", "back", "short", "canceled", "over"] as const)
      expect(checklistOf(CHARTER, phase)).toEqual([]);
  });
});

it("takes an empty list for nothing that is done", () => {
  for (const phase of ["planned", "boarding"] as const)
    expect(
      checklistOf({ ...CHARTER, manifest: [], signatures: [] }, phase).find(({ topic }) => topic === "signed"),
    ).toMatchObject({
      state: "ahead",
      counted: { part: 0, of: 0 },
    });
});
