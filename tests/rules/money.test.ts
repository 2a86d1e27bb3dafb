import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { AMOUNT_MAX_CENTS } from "../../rules/contract/amounts.ts";
import { formatMoney, isInCoins, parseAmount, plainAmount } from "../../rules/money/money.ts";

describe("an amount as typed", () => {
  it.each([
    ["120", 12_000],
    ["120.5", 12_050],
    ["120.50", 12_050],
    ["$1,250.50", 125_050],
    [" 40 ", 4_000],
    [".5", 50],
    ["0.01", 1],
    ["5.", 500],
    ["1000000", AMOUNT_MAX_CENTS],
  ])("%s is %d cents", (typed, cents) => {
    expect(parseAmount(typed, "USD")).toEqual({ ok: true, cents });
  });

  it.each(["", "abc", "-5", "1.234", "1,2", "1e3", "0", "0.00", ".", "1000000.01", "１２", "12,34.5", "Infinity"])(
    "%j is refused with a sentence",
    (typed) => {
      const parsed = parseAmount(typed, "USD");
      expect(parsed).toMatchObject({ ok: false });
      if (!parsed.ok) expect(parsed.problem).toMatch(/\.$/);
    },
  );

  it("has no fractions where the currency has no smaller coins", () => {
    expect(parseAmount("10,000", "JPY")).toEqual({ ok: true, cents: 1_000_000 });
    expect(parseAmount("¥100.00", "JPY")).toEqual({ ok: true, cents: 10_000 });
    expect(parseAmount("100.50", "JPY")).toEqual({
      ok: false,
      problem: "Enter a whole amount: JPY has no smaller coins.",
    });
    expect([plainAmount(1_000_000, "JPY"), plainAmount(12_005, "USD"), plainAmount(12_000, "")]).toEqual([
      "10000",
      "120.05",
      "120.00",
    ]);
    expect([isInCoins(10_050, "JPY"), isInCoins(10_050, "USD"), isInCoins(10_050, "KWD")]).toEqual([false, true, true]);
  });

  it("comes back the same from what is shown, for every amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: AMOUNT_MAX_CENTS }), (cents) => {
        expect(parseAmount(formatMoney(cents, "USD"), "USD")).toEqual({ ok: true, cents });
      }),
    );
  });
});
