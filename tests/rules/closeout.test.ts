import { describe, expect, it } from "vitest";

import type { LedgerEntry, Payment } from "../../rules/contract/api/payment.ts";
import { decideCloseout, expectedCash, isUnseen, movementsOfDay, seenIds } from "../../rules/money/closeout.ts";
import { ledgerRows } from "../../rules/money/ledgerRows.ts";

const ZONE = "America/New_York";
const SLUG = "2026-05-23-jane-afternoon";
const recorded = {
  timestamp: "2026-05-23T18:00:00.000Z",
  recorded_by: "cody@example.com",
  recorded_at: "2026-05-23T18:00:01.000Z",
};

function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}
function cash(number: number, amount_cents: number, changes: Partial<Payment> = {}): Payment {
  return {
    kind: "payment",
    id: id(number),
    patron: "Jane",
    purpose: "charter",
    amount_cents,
    currency: "USD",
    method: "cash",
    note: "",
    ...recorded,
    ...changes,
  };
}
function refund(number: number, of: number, amount_cents: number): LedgerEntry {
  return {
    kind: "refund",
    id: id(number),
    payment: id(of),
    amount_cents,
    currency: "USD",
    method: "cash",
    reason: "Rain",
    ...recorded,
  };
}
function reversal(number: number, of: number, timestamp = recorded.timestamp): LedgerEntry {
  return { kind: "reversal", id: id(number), entry: id(of), reason: "Twice", ...recorded, timestamp };
}

describe("a day", () => {
  it("has the money that changed hands on it, whichever charter it was for", () => {
    const deposit = cash(2, 500, { timestamp: "2026-05-23T12:00:00.000Z" });
    const charters = [
      { slug: SLUG, ledger: [cash(1, 100), cash(3, 1, { timestamp: "2026-05-24T12:00:00.000Z" })] },
      { slug: "2026-09-01-sam-sunset", ledger: [deposit] },
    ];
    expect(movementsOfDay(charters, "2026-05-23", ZONE).map(({ slug, entry }) => [slug, entry.id])).toEqual([
      ["2026-09-01-sam-sunset", id(2)],
      [SLUG, id(1)],
    ]);
  });
});

describe("expected cash", () => {
  it("is each crew member's own: cash in, cash out, tips within and told apart", () => {
    const ledger = [
      cash(1, 10_000),
      cash(2, 2_000, { purpose: "tip" }),
      refund(3, 1, 1_500),
      cash(4, 700, { method: "card" }),
      cash(5, 900),
      reversal(6, 5),
      cash(7, 300, { recorded_by: "ada@example.com" }),
    ];
    expect(expectedCash(movementsOfDay([{ slug: SLUG, ledger }], "2026-05-23", ZONE))).toEqual([
      { crew: "ada@example.com", expected_cents: 300, tip_cents: 0 },
      { crew: "cody@example.com", expected_cents: 10_500, tip_cents: 2_000 },
    ]);
  });
});

describe("closing a day", () => {
  const expected = [{ crew: "cody@example.com", expected_cents: 10_000, tip_cents: 0 }];
  const count = { crew: "cody@example.com", expected_cents: 10_000, counted_cents: 10_000, reason: "" };

  it("goes through when all is there", () => {
    expect(decideCloseout(expected, [count])).toEqual({ ok: true });
    expect(decideCloseout([], [])).toEqual({ ok: true });
  });

  it("asks why cash differs", () => {
    expect(decideCloseout(expected, [{ ...count, counted_cents: 9_900 }])).toEqual({
      ok: false,
      reason: "unexplained",
      crew: ["cody@example.com"],
    });
    expect(
      decideCloseout(expected, [{ ...count, counted_cents: 9_900, reason: "Gave a dollar too much change" }]),
    ).toEqual({ ok: true });
  });

  it("is refused against what is no longer expected", () => {
    const moved = { ok: false, reason: "moved-on" };
    expect(decideCloseout(expected, [])).toEqual(moved);
    expect(decideCloseout(expected, [{ ...count, expected_cents: 9_000 }])).toEqual(moved);
    expect(decideCloseout(expected, [count, { ...count, crew: "ada@example.com" }])).toEqual(moved);
    expect(decideCloseout(expected, [count, count])).toEqual(moved);
  });

  it("tells later entries and later reversals from what was seen", () => {
    const before = movementsOfDay([{ slug: SLUG, ledger: [cash(1, 100), cash(2, 200)] }], "2026-05-23", ZONE);
    const ledger = [cash(1, 100), cash(2, 200), cash(3, 300), reversal(4, 2, "2026-05-25T12:00:00.000Z")];
    const seen = new Set(seenIds(before));
    expect(
      movementsOfDay([{ slug: SLUG, ledger }], "2026-05-23", ZONE).map((movement) => isUnseen(movement, seen)),
    ).toEqual([false, true, true]);
  });
});

describe("the rows of an export", () => {
  it("add up, with each reversal on its own day turned around", () => {
    const ledger = [
      cash(1, 10_000),
      refund(2, 1, 2_550),
      reversal(3, 2, "2026-05-24T12:00:00.000Z"),
      cash(4, 7, { after_closeout: true }),
    ];
    const rows = (last: string) => ledgerRows([{ slug: SLUG, ledger }], "2026-05-23", last, ZONE);
    expect(
      rows("2026-05-24").map(({ kind, amount, corrects, patron, after_closeout }) => [
        kind,
        amount,
        corrects,
        patron,
        after_closeout,
      ]),
    ).toEqual([
      ["payment", "100.00", "", "Jane", ""],
      ["refund", "-25.50", id(1), "Jane", ""],
      ["payment", "0.07", "", "Jane", "yes"],
      ["reversal", "25.50", id(2), "Jane", ""],
    ]);
    expect(rows("2026-05-23")).toHaveLength(3);
  });
});
