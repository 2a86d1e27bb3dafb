import { randomUUID } from "node:crypto";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { sharesOf } from "../../rules/money/shares.ts";

const NOW = "2026-05-23T18:00:00.000Z";
const NAMES = ["Ann", "Bo", "Cy", "Dee"];
const manifest = NAMES.map((name) => ({ id: name, name }));

const paid = (patron: string, amount_cents: number, part: object = {}): LedgerEntry =>
  v.parse(LedgerEntry, {
    kind: "payment",
    id: randomUUID(),
    patron,
    amount_cents,
    currency: "USD",
    method: "cash",
    purpose: "charter",
    note: "",
    timestamp: NOW,
    recorded_at: NOW,
    recorded_by: "ada@example.com",
    ...part,
  });

const owed = (ledger: readonly LedgerEntry[], due: number | undefined, currency = "USD") =>
  sharesOf({ manifest, ledger, due, currency }).map(({ owes_cents }) => owes_cents);

describe("What each on the list owes", () => {
  it("is the same for all while nobody has paid, in whole coins that come to what is due", () => {
    expect(owed([], 60_000)).toEqual([15_000, 15_000, 15_000, 15_000]);
    expect(owed([], 10_001)).toEqual([2_501, 2_501, 2_501, 2_498]);
    expect(owed([], 100_000, "JPY")).toEqual([25_000, 25_000, 25_000, 25_000]);
    expect(owed([], 100_100, "JPY")).toEqual([25_100, 25_100, 25_100, 24_800]);
  });

  it("is less for who has paid, and nothing for who has paid for others", () => {
    expect(owed([paid("ann", 30_000)], 30_000)).toEqual([0, 10_000, 10_000, 10_000]);
    expect(owed([paid("Ann", 15_000), paid("Bo", 5_000)], 40_000)).toEqual([0, 10_000, 15_000, 15_000]);
  });

  it("counts no tip, and nothing that was reversed", () => {
    const payment = paid("Ann", 15_000);
    const reversal = v.parse(LedgerEntry, {
      kind: "reversal",
      id: randomUUID(),
      entry: payment.id,
      reason: "wrong charter",
      timestamp: NOW,
      recorded_at: NOW,
      recorded_by: "ada@example.com",
    });
    expect(owed([payment, reversal, paid("Bo", 900, { purpose: "tip" })], 60_000)).toEqual([
      15_000, 15_000, 15_000, 15_000,
    ]);
  });

  it("is nothing where nothing is due, and not known where no price is", () => {
    expect(owed([], 0)).toEqual([0, 0, 0, 0]);
    expect(owed([], -500)).toEqual([0, 0, 0, 0]);
    expect(owed([], undefined)).toEqual([undefined, undefined, undefined, undefined]);
    expect(sharesOf({ manifest: [], ledger: [], due: 500, currency: "USD" })).toEqual([]);
  });

  it("comes to what is due, and asks nobody for more than who has paid less", () => {
    const cents = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(fc.tuple(cents, cents, cents, cents), cents, (given, due) => {
        const ledger = given.flatMap((amount, place) => (amount === 0 ? [] : [paid(NAMES[place] ?? "", amount)]));
        const shares = owed(ledger, due).map((share) => share ?? 0);

        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(due);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        const payers = given.map((amount, place) => ({ before: amount, after: amount + (shares[place] ?? 0) }));
        const level = Math.max(0, ...payers.filter(({ before, after }) => after > before).map(({ after }) => after));
        // Whoever pays comes to one level, but for the odd coins; whoever pays nothing was there already.
        for (const { before, after } of payers)
          expect(Math.max(before, after)).toBeGreaterThanOrEqual(level - NAMES.length);
      }),
    );
  });
});
