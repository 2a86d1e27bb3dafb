import { describe, expect, it } from "vitest";

import type { Assumptions } from "../../bench/cost/assumptions.ts";
import type { Measured } from "../../bench/cost/measured.ts";
import { monthlyCost } from "../../bench/cost/monthlyCost.ts";
import { monthlyUsage } from "../../bench/cost/monthlyUsage.ts";
import { PRICES, type Price, type PriceName } from "../../bench/cost/prices.ts";
import { costOfAccount, firstCharters, freeTierEnds } from "../../bench/cost/scenarios.ts";

const GB = 2 ** 30;

/** Round numbers, so that every figure below can be worked out by hand. */
const MEASURED: Measured = {
  measuredOn: "2026-11-23",
  charter: {
    requestsToLambda: 60,
    monthLists: 10,
    crewDays: 5,
    requestsConfirmed: 25,
    requestsCached: 15,
    bytesToViewers: GB / 1_000,
    bytesToOrigin: GB / 10_000,
    edgeStoreReads: 20,
    invocations: 60,
    milliseconds: 900,
    readUnits: 200,
    writeUnits: 100,
    logBytes: GB / 100_000,
    mails: 3,
    bytesToGmail: GB / 10_000,
    metrics: { Paid: 3, Age: 1 },
    storedBytes: GB / 50_000,
  },
  watchedMinute: {
    requests: 12,
    bytesToViewers: GB / 100_000,
    readUnits: 60,
    logBytes: GB / 1_000_000,
    milliseconds: 24,
  },
  monthListLine: { indexBytes: 4_096, answerBytes: GB / 10_000_000, milliseconds: 0.5 },
  sweep: { milliseconds: 4, readUnits: 0.5, logBytes: GB / 1_000_000, metrics: ["Age", "Pending"] },
  stack: {
    memoryMegabytes: 512,
    timeoutSeconds: 15,
    sweepsPerHour: 60,
    alarmMetrics: 12,
    dashboards: 4,
    metricFilters: 1,
    tableUsesManagedKey: true,
    budgetUsd: 20,
    customerKeys: 1,
    slotFiles: 10,
    slotBytes: GB / 100,
    cachedFiles: 5,
    logRetentionDays: 30,
  },
};
const ASSUMED: Assumptions = {
  hoursPerMonth: 720,
  slowness: 2,
  overheadMilliseconds: 1,
  gmailMilliseconds: 500,
  coldShare: 0.1,
  coldMilliseconds: 100,
  minutesOnCharter: 0,
  minutesOnMonth: 0,
  monthsKept: 10,
  edgeLocations: 2,
  logCompression: 0.5,
  releasesPerMonth: 4,
  slotsKept: 10,
  alarmMailsPerMonth: 6,
  keyRequestsPerHour: 10,
};
/** Every five minutes of 30 days the charters of two days are looked through for reminders. */
const LOOKS = 8_640;
const usageOf = (charters: number, linesShown?: number) =>
  monthlyUsage(MEASURED, ASSUMED, linesShown === undefined ? { charters } : { charters, linesShown });

describe("a month's usage", () => {
  it("multiplies what one charter took", () => {
    const usage = usageOf(100);
    expect(usage).toMatchObject({
      cloudfrontRequests: 10_000,
      edgeCalls: 10_000,
      edgeStoreReads: 2_000,
      writeUnits: 10_000,
    });
    expect(usage.cloudfrontToOrigin).toBeCloseTo(0.01);
    expect(usage.internetTransfer).toBeCloseTo(0.01);
  });

  it("adds a sweep for each minute, charters or not", () => {
    expect(usageOf(0)).toMatchObject({ scheduleCalls: 43_200, lambdaCalls: 43_200, readUnits: 21_600 + LOOKS * 0.5 });
    expect(usageOf(100).lambdaCalls).toBe(6_000 + 43_200);
  });

  it("adds up the function's time: charters, their mails and cold starts, lists, sweeps", () => {
    // A charter: 900 x 2, 60 calls x (1 + 0.1 x 100), 3 mails x 500. Ten lists with 9 further lines of 0.5 ms x 2. A sweep: 4 x 2 + 1.
    const milliseconds = 10 * (1_800 + 660 + 1_500) + 10 * 10 * 9 * 0.5 * 2 + 43_200 * 9;
    expect(usageOf(10).lambdaTime).toBeCloseTo((milliseconds / 1_000) * 0.5);
  });

  it("lets the lists of charters grow with the square of the charters, unless they are cut", () => {
    // A line is 4,096 bytes: one read unit, half of it through an index. Of 30 days a month list has all, a crew's day three, and
    // so many are read to name a month's state.
    const own = (charters: number) => charters * 200 + 21_600;
    expect(usageOf(300).readUnits).toBe(own(300) + 300 * 10 * (150 + 15) + 300 * 5 * 15 + LOOKS * 10);
    expect(usageOf(3_000).readUnits).toBe(own(3_000) + 3_000 * 10 * (1_500 + 150) + 3_000 * 5 * 150 + LOOKS * 100);
    expect(usageOf(3_000, 50).readUnits).toBe(own(3_000) + 3_000 * 10 * (25 + 25) + 3_000 * 5 * 25 + LOOKS * 100);
    expect(usageOf(300).cloudfrontTransfer).toBeCloseTo(0.3 + (300 * 10 * 299 + 300 * 5 * 29) / 10_000_000);
  });

  it("adds what open screens look for: a charter's each 5 s, a month's each 10 s, whole every two minutes", () => {
    const watched = { ...ASSUMED, minutesOnCharter: 10, minutesOnMonth: 20 };
    const [with_, without] = [monthlyUsage(MEASURED, watched, { charters: 300 }), usageOf(300)];
    const looks = 300 * (10 * 12 + 20 * 6);
    expect(with_.lambdaCalls - without.lambdaCalls).toBe(looks);
    expect(with_.cloudfrontRequests - without.cloudfrontRequests).toBe(looks);
    // A minute of twelve looks reads 60. Of 300 charters in 30 days, three days' 30 are read by each look, and all by a whole list.
    expect(with_.readUnits - without.readUnits).toBe((looks * 60) / 12 + 300 * 20 * 6 * 15 + 300 * 10 * 150);
    // A minute takes 24 ms, twice on Lambda, and each look 1 ms more; a whole list 299 further lines of 0.5 ms, a look 29.
    const milliseconds = looks * (2 * 2 + 1) + (300 * 10 * 299 + 300 * 20 * 6 * 29) * 0.5 * 2;
    expect(with_.lambdaTime - without.lambdaTime).toBeCloseTo((milliseconds / 1_000) * 0.5);
  });

  it("bills a metric for the hours in which it is sent, and each only once", () => {
    // Age and Pending go with every sweep, one more is a filter's; Paid is sent three times a charter.
    expect(usageOf(0).metrics).toBe(3);
    expect(usageOf(24).metrics).toBeCloseTo(3 + (24 * 3) / 720);
    expect(usageOf(10_000).metrics).toBe(4);
  });

  it("keeps the charters of all months, and the logs for their retention", () => {
    expect(usageOf(100).tableStorage).toBeCloseTo((100 * 10) / 50_000);
    expect(usageOf(0).logIngestion).toBeCloseTo(0.0432);
    expect(usageOf(0).logStorage).toBeCloseTo(0.0432 * 0.5);
  });

  it("asks the bucket for every page, and for a cached file once a day and place at most", () => {
    expect(usageOf(10).objectReads).toBe(250 + 150);
    expect(usageOf(1_000).objectReads).toBe(25_000 + 2 * 5 * 30);
  });

  it("counts what is there once", () => {
    expect(usageOf(5)).toMatchObject({
      alarms: 12,
      dashboards: 4,
      keys: 1,
      alarmMails: 6,
      keyRequests: 7_200,
      objectWrites: 40,
    });
    const ownKey = { ...MEASURED, stack: { ...MEASURED.stack, tableUsesManagedKey: false } };
    expect(monthlyUsage(ownKey, ASSUMED, { charters: 5 }).keyRequests).toBe(0);
  });
});

describe("a month's cost", () => {
  const price = (usd: number, per: number, alwaysFree: number): Price => ({
    service: "Other",
    what: "",
    unit: "",
    usd,
    per,
    alwaysFree,
    page: "",
    confirmed: "knowledge",
  });
  const names = Object.keys(PRICES) as PriceName[];
  const prices = (changes: Partial<Record<PriceName, Price>>) =>
    Object.fromEntries(names.map((name) => [name, changes[name] ?? price(0, 1, 0)])) as Record<PriceName, Price>;

  it("is the quantity by the price, with and without what is free", () => {
    const cost = monthlyCost(usageOf(100), prices({ writeUnits: price(0.5, 1_000, 4_000), alarms: price(0.1, 1, 20) }));
    expect(cost.listUsd).toBeCloseTo(10 * 0.5 + 12 * 0.1);
    expect(cost.usd).toBeCloseTo(6 * 0.5);
    expect(cost.lines.find(({ name }) => name === "alarms")).toMatchObject({ quantity: 12, usd: 0 });
  });

  it("agrees with AWS's list for a bill worked out by hand", () => {
    const zero = Object.fromEntries(names.map((name) => [name, 0])) as Record<PriceName, number>;
    const cost = monthlyCost(
      { ...zero, cloudfrontRequests: 12_000_000, lambdaTime: 500_000, metrics: 11, dashboards: 1, keys: 1 },
      PRICES,
    );
    // 12 + 6.6667 + 3.30 + 3 + 1 at list price; 2 million requests, 100,000 GB-seconds, one metric and the key are not free.
    expect(cost.listUsd).toBeCloseTo(12 + 6.6667 + 3.3 + 3 + 1);
    expect(cost.usd).toBeCloseTo(2 + 1.33334 + 0.3 + 1);
  });

  it("gives two stacks of one account what is free only once", () => {
    const model = { measured: MEASURED, assumptions: ASSUMED, prices: prices({ alarms: price(1, 1, 10) }) };
    expect(costOfAccount(model, [{ charters: 0 }]).usd).toBe(2);
    expect(costOfAccount(model, [{ charters: 0 }, { charters: 0 }]).usd).toBe(14);
  });
});

describe("the bends", () => {
  it("finds the first number of charters for which something holds", () => {
    expect(firstCharters((count) => count > 1_233)).toBe(1_234);
    expect(firstCharters(() => true)).toBe(0);
    expect(firstCharters(() => false)).toBeUndefined();
  });

  it("finds where each free part ends, soonest first", () => {
    const ends = freeTierEnds({ measured: MEASURED, assumptions: ASSUMED, prices: PRICES });
    expect(ends.find(({ name }) => name === "edgeCalls")?.charters).toBe(20_001);
    expect(ends.map(({ charters }) => charters)).toEqual(ends.map(({ charters }) => charters).sort((a, b) => a - b));
    // Twelve alarms are more than ten from the start.
    expect(ends[0]).toMatchObject({ charters: 0 });
  });
});
