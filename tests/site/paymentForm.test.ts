import { describe, expect, it } from "vitest";

import { readPayment, readRefund } from "../../site/model/paymentForm.ts";

const STAMP = { id: "00000000-0000-4000-8000-000000000001", timestamp: "2026-05-23T18:00:00.000Z" };
const VALUES = { event: "2026-05-23-jane-afternoon", patron: " Jane Doe ", amount: "$1,250.5", method: "cash", note: " deposit " };

describe("the Log Payment form", () => {
  it("reads what was typed into a request that carries the dialog's id and time", () => {
    expect(readPayment(VALUES, STAMP)).toEqual({
      ok: true,
      request: { ...STAMP, event: VALUES.event, patron: "Jane Doe", amount_cents: 125_050, method: "cash", note: "deposit" },
    });
  });

  it("names every bad field at once", () => {
    const read = readPayment({ event: "", patron: " ", amount: "12.345", method: "gold", note: "" }, STAMP);

    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(["event", "patron", "amount_cents", "method"]);
  });
});

describe("the refund form", () => {
  const target = { event: VALUES.event, payment: "00000000-0000-4000-8000-000000000002", refundable_cents: 5_000, currency: "USD" };

  it("takes all that is left of a payment", () => {
    const read = readRefund({ amount: "50.00", method: "cash", reason: "Rained out" }, target, STAMP);

    expect(read).toMatchObject({ ok: true, request: { amount_cents: 5_000, payment: target.payment, reason: "Rained out" } });
  });

  it("refuses a cent more, and a refund without a reason", () => {
    const read = readRefund({ amount: "50.01", method: "cash", reason: " " }, target, STAMP);

    expect(read.ok ? {} : read.errors).toEqual({
      amount_cents: "At most $50.00 of this payment can be refunded.",
      reason: "Say why, in a few words.",
    });
  });
});
