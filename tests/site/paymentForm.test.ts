import { describe, expect, it } from "vitest";

import {
  exceededDue,
  guessReceiptAddress,
  readPayment,
  readRefund,
  suggestRest,
  withoutPayment,
} from "../../site/payments/paymentForm.ts";
import { charter, idOf, NOW } from "./support.ts";

const STAMP = { id: "00000000-0000-4000-8000-000000000001", timestamp: "2026-05-23T18:00:00.000Z" };
const VALUES = {
  event: "2026-05-23-jane-afternoon",
  patron: " Jane Doe ",
  amount: "$1,250.5",
  tip: false,
  method: "cash",
  note: " deposit ",
  receipt: false,
  receiptTo: "",
};

describe("what is due in the form", () => {
  it("is what was due before its own payment, while that is on its way, and counts every other one", () => {
    const payment = (number: number, amount_cents: number) => ({
      kind: "payment" as const,
      id: idOf(number),
      patron: "Jane",
      purpose: "charter" as const,
      amount_cents,
      currency: "USD",
      method: "cash" as const,
      timestamp: NOW,
      note: "",
      recorded_by: "finn@example.com",
      recorded_at: NOW,
    });
    const ledger = [payment(1, 10_000), payment(2, 50_000)];
    // A newer version has counted $1 more than this one can.
    const shown = charter({ ledger, paid_cents: 60_100, balance_cents: 60_100 });
    expect(withoutPayment(shown, idOf(2))).toMatchObject({
      ledger: ledger.slice(0, 1),
      paid_cents: 10_100,
      balance_cents: 10_100,
    });
    expect(withoutPayment(shown, idOf(3))).toEqual(shown);
  });
});

describe("the Log Payment form", () => {
  it("reads what was typed into a request that carries the dialog's id and time", () => {
    expect(readPayment(VALUES, STAMP, "USD")).toEqual({
      ok: true,
      request: {
        ...STAMP,
        event: VALUES.event,
        patron: "Jane Doe",
        purpose: "charter",
        amount_cents: 125_050,
        method: "cash",
        note: "deposit",
        receipt_to: null,
      },
    });
  });

  it("says so of a tip", () => {
    expect(readPayment({ ...VALUES, tip: true }, STAMP, "USD")).toMatchObject({
      ok: true,
      request: { purpose: "tip" },
    });
  });

  it("names every bad field at once", () => {
    const read = readPayment({ ...VALUES, event: "", patron: " ", amount: "12.345", method: "gold" }, STAMP, "USD");

    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(["event", "patron", "amount_cents", "method"]);
  });
});

describe("a receipt", () => {
  const paid = {
    kind: "payment",
    id: idOf(1),
    patron: "Jane",
    purpose: "charter",
    amount_cents: 100,
    currency: "USD",
    method: "cash",
    timestamp: NOW,
    note: "",
    recorded_by: "cody@example.com",
    recorded_at: NOW,
  } as const;
  const receipt = {
    id: idOf(2),
    payment: idOf(1),
    to: "jane@work.example",
    requested_by: "cody@example.com",
    requested_at: NOW,
  };

  it("needs an address when it is wanted, and none otherwise", () => {
    const wrong = readPayment({ ...VALUES, receipt: true, receiptTo: "jane" }, STAMP, "USD");
    expect(wrong.ok ? [] : Object.keys(wrong.errors)).toEqual(["receipt_to"]);
    expect(readPayment({ ...VALUES, receipt: false, receiptTo: "jane" }, STAMP, "USD")).toMatchObject({
      ok: true,
      request: { receipt_to: null },
    });
    expect(readPayment({ ...VALUES, receipt: true, receiptTo: " Jane@Example.com " }, STAMP, "USD")).toMatchObject({
      ok: true,
      request: { receipt_to: "jane@example.com" },
    });
  });

  it("is suggested to where the patron's last one went", () => {
    const event = charter({ ledger: [paid], receipts: [receipt] });
    expect([
      guessReceiptAddress(event, " jane "),
      guessReceiptAddress(event, "Sam"),
      guessReceiptAddress(undefined, "Jane"),
    ]).toEqual(["jane@work.example", "", ""]);
  });
});

describe("an amount above what is due", () => {
  const charter = { status: "open" as const, price_cents: 30_000, paid_cents: 0 };

  it("is asked about once, with what is due", () => {
    expect(exceededDue({ amount: "5000", tip: false }, charter, "USD")).toBe(30_000);
    expect(exceededDue({ amount: "1", tip: false }, { ...charter, price_cents: 0 }, "USD")).toBe(0);
  });

  it.each([
    ["is all that is due", { amount: "300.00", tip: false }, charter],
    ["is a tip", { amount: "5000", tip: true }, charter],
    ["has no price to exceed", { amount: "5000", tip: false }, { ...charter, price_cents: null }],
    ["is no amount yet", { amount: "5000x", tip: false }, charter],
    ["is for a charter that is off", { amount: "5000", tip: false }, { ...charter, status: "canceled" as const }],
    ["is of a charter that is not known here", { amount: "5000", tip: false }, undefined],
  ])("is not asked about where it %s", (_, values, known) => {
    expect(exceededDue(values, known, "USD")).toBeUndefined();
  });
});

describe("the suggested amount", () => {
  it("is the whole price while nothing is paid, and then the rest of it", () => {
    expect(suggestRest(60_000, 60_000)).toEqual({ label: "Whole price", cents: 60_000 });
    expect(suggestRest(8_000, 60_000)).toEqual({ label: "Rest", cents: 8_000 });
  });

  it("is none without a price, or with nothing due", () => {
    expect([suggestRest(undefined, null), suggestRest(0, 60_000), suggestRest(-1, 60_000)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("the refund form", () => {
  const target = {
    event: VALUES.event,
    payment: "00000000-0000-4000-8000-000000000002",
    refundable_cents: 5_000,
    currency: "USD",
  };

  it("takes all that is left of a payment", () => {
    const read = readRefund({ amount: "50.00", method: "cash", reason: "Rained out" }, target, STAMP);

    expect(read).toMatchObject({
      ok: true,
      request: { amount_cents: 5_000, payment: target.payment, reason: "Rained out" },
    });
  });

  it("refuses a cent more, and a refund without a reason", () => {
    const read = readRefund({ amount: "50.01", method: "cash", reason: " " }, target, STAMP);

    expect(read.ok ? {} : read.errors).toEqual({
      amount_cents: "At most $50.00 of this payment can be refunded.",
      reason: "Say why, in a few words.",
    });
  });
});
