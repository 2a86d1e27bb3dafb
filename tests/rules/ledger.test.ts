import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { KnownEntry, LedgerEntry, Payment } from "../../rules/contract/api/payment.ts";
import {
  balanceOf,
  changeOf,
  decideRefund,
  decideReversal,
  dueCents,
  movementsOf,
  refundableCents,
  totalByMethod,
} from "../../rules/money/ledger.ts";

const AT = "2026-05-23T18:00:00.000Z";
const recorded = { timestamp: AT, recorded_by: "captain@example.com", recorded_at: AT };

function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}
function payment(number: number, amount_cents: number, purpose: Payment["purpose"] = "charter"): Payment {
  return {
    kind: "payment",
    id: id(number),
    patron: "Jane",
    purpose,
    amount_cents,
    currency: "USD",
    method: "cash",
    note: "",
    ...recorded,
  };
}
function refund(number: number, of: number, amount_cents: number): KnownEntry {
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
function reversal(number: number, of: number): KnownEntry {
  return { kind: "reversal", id: id(number), entry: id(of), reason: "Typed twice", ...recorded };
}

describe("a balance", () => {
  it("due is unknown without a price, and less than zero when overpaid", () => {
    expect(dueCents(null, 500)).toBeUndefined();
    expect(dueCents(400, 500)).toBe(-100);
  });

  it("of an empty ledger is zero", () => {
    expect(balanceOf([])).toBe(0);
  });

  it("counts payments in and refunds out", () => {
    expect(balanceOf([payment(1, 10_000), refund(2, 1, 2_500), payment(3, 500)])).toBe(8_000);
  });

  it("leaves out what was reversed", () => {
    expect(balanceOf([payment(1, 10_000), payment(2, 10_000), reversal(3, 2)])).toBe(10_000);
  });

  it("takes a reversed refund back", () => {
    expect(balanceOf([payment(1, 10_000), refund(2, 1, 4_000), reversal(3, 2)])).toBe(10_000);
  });
});

describe("a tip", () => {
  const ledger = [payment(1, 10_000), payment(2, 3_000, "tip"), refund(3, 2, 1_000)];

  it("has a total of its own and pays none of the price", () => {
    expect(balanceOf(ledger)).toBe(10_000);
    expect(balanceOf(ledger, "tip")).toBe(2_000);
    expect(dueCents(60_000, balanceOf(ledger))).toBe(50_000);
  });

  it("goes back as a tip: refund and reversal leave what is paid for the charter alone", () => {
    expect(decideRefund(ledger, { payment: id(2), amount_cents: 2_000 })).toEqual({ ok: true, change_cents: 0 });
    expect(decideReversal(ledger, { entry: id(3) })).toEqual({ ok: true, change_cents: 0 });
    expect(balanceOf([...ledger, reversal(4, 3)], "tip")).toBe(3_000);
  });

  it("cannot be refunded beyond what is left of it", () => {
    expect(decideRefund(ledger, { payment: id(2), amount_cents: 2_001 })).toEqual({
      ok: false,
      reason: "refund-too-large",
      refundable_cents: 2_000,
    });
  });

  it("is summed apart for each method", () => {
    expect(
      totalByMethod(movementsOf([...ledger, { ...payment(5, 700), method: "card" }, payment(6, 9), reversal(7, 6)])),
    ).toEqual([
      { method: "card", charter_cents: 700, tip_cents: 0 },
      { method: "cash", charter_cents: 10_000, tip_cents: 2_000 },
    ]);
  });
});

describe("a refund", () => {
  it("goes up to what is left of its payment", () => {
    const ledger = [payment(1, 10_000), refund(2, 1, 4_000)];
    expect(decideRefund(ledger, { payment: id(1), amount_cents: 6_000 })).toEqual({ ok: true, change_cents: -6_000 });
    expect(decideRefund(ledger, { payment: id(1), amount_cents: 6_001 })).toEqual({
      ok: false,
      reason: "refund-too-large",
      refundable_cents: 6_000,
    });
  });

  it("may use again what a reversed refund gave back", () => {
    expect(refundableCents([payment(1, 10_000), refund(2, 1, 4_000), reversal(3, 2)], payment(1, 10_000))).toBe(10_000);
  });

  it("needs a payment that is there and stands", () => {
    const ledger = [payment(1, 10_000), refund(2, 1, 1_000), payment(3, 500), reversal(4, 3)];
    expect(decideRefund(ledger, { payment: id(9), amount_cents: 1 })).toEqual({ ok: false, reason: "unknown-entry" });
    expect(decideRefund(ledger, { payment: id(2), amount_cents: 1 })).toEqual({ ok: false, reason: "not-a-payment" });
    expect(decideRefund(ledger, { payment: id(3), amount_cents: 1 })).toEqual({
      ok: false,
      reason: "already-reversed",
    });
  });
});

describe("a reversal", () => {
  it("names one entry, once", () => {
    const ledger = [payment(1, 10_000), payment(2, 500), reversal(3, 2)];
    expect(decideReversal(ledger, { entry: id(1) })).toEqual({ ok: true, change_cents: -10_000 });
    expect(decideReversal(ledger, { entry: id(2) })).toEqual({ ok: false, reason: "already-reversed" });
    expect(decideReversal(ledger, { entry: id(3) })).toEqual({ ok: false, reason: "not-reversible" });
    expect(decideReversal(ledger, { entry: id(9) })).toEqual({ ok: false, reason: "unknown-entry" });
  });

  it("of a payment waits until its refunds are reversed", () => {
    const ledger = [payment(1, 10_000), refund(2, 1, 1_000)];
    expect(decideReversal(ledger, { entry: id(1) })).toEqual({ ok: false, reason: "payment-has-refunds" });
    expect(decideReversal([...ledger, reversal(3, 2)], { entry: id(1) })).toEqual({ ok: true, change_cents: -10_000 });
  });
});

describe("any ledger grown by decided steps", () => {
  const step = fc.record({
    kind: fc.constantFrom("payment", "tip", "refund", "reversal"),
    of: fc.nat(12),
    cents: fc.integer({ min: 1, max: 5_000 }),
  });

  it("has the balance that the decisions added up to, and never less than zero", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const ledger: LedgerEntry[] = [];
        let sum = 0;
        for (const { kind, of, cents } of steps) {
          const entry =
            kind === "payment" || kind === "tip"
              ? payment(ledger.length, cents, kind === "tip" ? "tip" : "charter")
              : kind === "refund"
                ? refund(ledger.length, of, cents)
                : reversal(ledger.length, of);
          const decision =
            entry.kind === "payment"
              ? { ok: true as const, change_cents: changeOf(entry.purpose, entry.amount_cents) }
              : entry.kind === "refund"
                ? decideRefund(ledger, entry)
                : decideReversal(ledger, entry);
          if (!decision.ok) continue;
          ledger.push(entry);
          sum += decision.change_cents;
        }
        expect(balanceOf(ledger)).toBe(sum);
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(balanceOf(ledger, "tip")).toBeGreaterThanOrEqual(0);
        const methods = totalByMethod(movementsOf(ledger));
        expect(methods.reduce((cents, { charter_cents }) => cents + charter_cents, 0)).toBe(sum);
        expect(methods.reduce((cents, { tip_cents }) => cents + tip_cents, 0)).toBe(balanceOf(ledger, "tip"));
      }),
    );
  });
});
