import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { describeDetails, historyOf, trimHistory } from "../../rules/charter/history.ts";

const AT = "2026-05-23T18:00:00.000Z";
const LATER = "2026-05-23T20:00:00.000Z";
const finn = { by: "finn@example.com", name: "Finn" };
const line = (patron: string, done_at: string, at = done_at): HistoryLine => ({
  kind: "aboard",
  patron,
  done_at,
  at,
  ...finn,
});
const empty = { history: [], ledger: [], signatures: [], departures: [] };

describe("The history", () => {
  it("tells by when things were done, not when the server heard of them", () => {
    const items = historyOf({ ...empty, history: [line("Bo", LATER), line("Ann", AT, "2026-05-23T23:00:00.000Z")] });
    expect(items.map(({ text, at }) => [text, at])).toEqual([
      ["Finn checked Bo aboard.", LATER],
      ["Finn checked Ann aboard.", AT],
    ]);
    expect(items[1]?.received_at).toBe("2026-05-23T23:00:00.000Z");
  });

  it("says what waits on this device: all that the server has not told", () => {
    const payment = {
      kind: "payment",
      id: "paid",
      patron: "Jane",
      purpose: "charter",
      amount_cents: 500,
      currency: "USD",
      method: "cash",
      timestamp: AT,
      note: "",
      recorded_by: "Finn",
      recorded_at: AT,
    } as const;
    const told = { ...empty, history: [line("Ann", AT)], ledger: [payment] };
    const shown = {
      ...told,
      history: [line("Ann", AT), line("Bo", LATER)],
      ledger: [payment, { ...payment, id: "new" }],
    };
    const waiting = (charter: Parameters<typeof historyOf>[0]) =>
      historyOf(charter, told)
        .filter(({ waits }) => waits)
        .map(({ text }) => text);
    expect(waiting(told)).toEqual([]);
    expect(waiting(shown)).toEqual(["Finn checked Bo aboard.", "Finn logged $5.00 from Jane."]);
  });

  it("writes the days of a move as they are written elsewhere", () => {
    const [from, to] = ["2026-05-23-jane-afternoon", "2026-12-01-jane-morning"];
    const moved: HistoryLine = { kind: "moved", from, to, reason: "Gale", at: AT, ...finn };
    expect(historyOf({ ...empty, history: [moved] })[0]?.text).toBe(
      "Finn moved the charter from Sat, May 23, 2026, afternoon to Tue, Dec 1, 2026, morning: Gale.",
    );
  });

  describe("of a charter that is called off", () => {
    const paid = {
      kind: "payment",
      id: "paid",
      patron: "Jane",
      purpose: "charter",
      amount_cents: 500,
      currency: "USD",
      method: "cash",
      timestamp: AT,
      note: "",
      recorded_by: "Finn",
      recorded_at: AT,
    } satisfies LedgerEntry;
    const off = (money: "credit" | "refund"): HistoryLine => ({
      kind: "called-off",
      money,
      reason: "Gale",
      at: LATER,
      ...finn,
    });
    const status = (from: string, to: string, ...more: { field: string; from: string; to: string }[]): HistoryLine => ({
      kind: "details",
      changes: [{ field: "status", from, to }, ...more],
      at: LATER,
      ...finn,
    });
    const [from, to] = ["2026-05-23-jane-afternoon", "2026-12-01-jane-morning"];
    const moved: HistoryLine = { kind: "moved", from, to, reason: "Gale", at: LATER, ...finn };
    const lines = (history: readonly HistoryLine[], ledger: readonly LedgerEntry[] = [paid]): readonly string[] =>
      historyOf({ ...empty, history: [...history], ledger: [...ledger] })
        .map(({ text }) => text)
        .filter((text) => !text.includes("logged"))
        .reverse();

    it("says once that it is, then what changed, and what became of the money when it sails again", () => {
      const sails = status("canceled", "open", { field: "vessel", from: "Windward", to: "Windfall" });
      expect(lines([off("credit"), off("refund"), sails, off("credit"), status("canceled", "open")])).toEqual([
        "Finn called the charter off: Gale. What was paid is a credit.",
        "Finn changed what becomes of the charter that is off: Gale. What was paid is to be refunded.",
        "Finn reopened the charter and changed the vessel from Windward to Windfall. What was to be refunded counts for it as paid.",
        "Finn called the charter off: Gale. What was paid is a credit.",
        "Finn reopened the charter. What was a credit counts for it as paid.",
      ]);
    });

    it("says that a move has it sail again", () => {
      expect(lines([off("credit"), moved, off("credit")])).toEqual([
        "Finn called the charter off: Gale. What was paid is a credit.",
        "Finn moved the charter from Sat, May 23, 2026, afternoon to Tue, Dec 1, 2026, morning: Gale. It was off, and sails. What was a credit counts for it as paid.",
        "Finn called the charter off: Gale. What was paid is a credit.",
      ]);
    });

    it("says nothing of money where none was paid by then, nor where nobody said what becomes of it", () => {
      const texts = ["Finn called the charter off: Gale.", "Finn reopened the charter."];
      expect(lines([off("refund"), status("canceled", "open")], [])).toEqual(texts);
      expect(lines([off("refund")], [{ ...paid, recorded_at: "2026-05-24T00:00:00.000Z" }])).toEqual([texts[0]]);
      expect(lines([status("open", "canceled"), status("canceled", "open")])).toEqual([
        "Finn called the charter off.",
        "Finn reopened the charter.",
      ]);
      expect(lines([status("open", "adrift")])).toEqual(["Finn changed the status from open to adrift."]);
    });
  });

  it("does not believe a device that is ahead of the server", () => {
    expect(historyOf({ ...empty, history: [line("Bo", LATER, AT)] })[0]?.at).toBe(AT);
  });

  it("puts what a device in doubt did where the server heard of it, and keeps the device's word", () => {
    const wrong = "2016-01-01T12:00:00.000Z";
    const items = historyOf({ ...empty, history: [line("Ann", AT), line("Bo", wrong, LATER)] });
    expect(items.map(({ text, at, claimed_at }) => [text, at, claimed_at])).toEqual([
      ["Finn checked Bo aboard.", LATER, wrong],
      ["Finn checked Ann aboard.", AT, AT],
    ]);
  });

  it("calls people by name where their e-mail is all that an entry has", () => {
    const payment = {
      kind: "payment",
      id: "00000000-0000-4000-8000-000000000001",
      patron: "Jane",
      purpose: "charter",
      amount_cents: 500,
      currency: "USD",
      method: "cash",
      timestamp: LATER,
      note: "",
      recorded_by: finn.by,
      recorded_at: LATER,
    } as const;
    expect(historyOf({ ...empty, history: [line("Bo", AT)], ledger: [payment] })[0]?.text).toBe(
      "Finn logged $5.00 from Jane.",
    );
  });

  it("tells a departure at a no go with its reason, and a count that differs", () => {
    const recorded = { received_at: AT, ...finn };
    const departed = {
      kind: "departed",
      id: "d",
      vessel: "",
      capacity: 6,
      booked: 2,
      signed: 0,
      aboard: [{ id: "1", name: "Ann", emergency_contact: null }],
      crew: [],
      briefing: null,
      verdict: "no-go",
      reasons: [],
      override: "Paper on board",
      at: AT,
      ...recorded,
    } satisfies DepartureEntry;
    const back = {
      kind: "back",
      id: "b",
      departure: "d",
      count: 0,
      expected: 1,
      reason: "Ann swam.",
      at: AT,
      ...recorded,
    } satisfies DepartureEntry;
    expect(historyOf({ ...empty, departures: [departed, back] }).map(({ text }) => text)).toEqual([
      "Finn counted 0 back of 1 who left: Ann swam.",
      "Finn recorded the departure with 1 aboard, in spite of a no go: Paper on board.",
    ]);
  });
});

describe("A line about details", () => {
  it("names what changed, in short", () => {
    const before = { title: "", price_cents: 100, crew: ["a@x.com"], note: "same" };
    expect(
      describeDetails(before, { title: "x".repeat(80), price_cents: null, crew: ["a@x.com"], note: "same" }, "USD"),
    ).toEqual([
      { field: "title", from: "none", to: `${"x".repeat(59)}…` },
      { field: "price_cents", from: "$1.00", to: "none" },
    ]);
  });
});

describe("Cutting the history", () => {
  it("keeps the newest that fit and counts all the others, whatever they weigh", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 50, max: 2_000 })), (weights) => {
        const lines = weights.map((weight, n) => line(`${n} ${weight}`, AT));
        const weigh = (entry: HistoryLine): number => ("patron" in entry ? Number(entry.patron.split(" ")[1]) : 0);
        const { kept, bytes, dropped } = trimHistory(lines, weigh);
        expect(kept).toEqual(lines.slice(dropped));
        expect(bytes).toBe(kept.reduce((sum, entry) => sum + weigh(entry), 0));
        expect(bytes).toBeLessThanOrEqual(16_000);
        const next = lines[dropped - 1];
        if (next !== undefined) expect(bytes + weigh(next)).toBeGreaterThan(16_000);
      }),
    );
  });
});
