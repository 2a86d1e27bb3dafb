import papaparse from "papaparse";
import { beforeAll, describe, expect, it } from "vitest";

import { createCharter, payment } from "./support/charter.ts";
import { idOf, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness();
let slug: string;

beforeAll(async () => {
  slug = await createCharter(admin, { title: "csv" });
});

type Row = Record<string, string>;
const NOW = "2026-05-23T18:00:00.000Z";
/** Logs a payment at an instant, by the server's clock. */
const log = async (id: string, changes = {}, now = NOW): Promise<Answer> => {
  harness.clock.now = new Date(now);
  const answer = await crew.send("POST", "/api/payment/log", payment(slug, id, changes));
  harness.clock.now = new Date(NOW);
  return answer;
};
const rows = (text: string): Row[] =>
  papaparse.parse<Row>(text.replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true }).data;
const load = (query: string, client = admin): Promise<Answer> => client.send("GET", `/api/payments.csv?${query}`);

describe("The ledger as CSV", () => {
  it("has one line for each entry, with signed amounts that add up", async () => {
    await log("a", { patron: 'José "Pepe" Núñez, Jr.', amount_cents: 12_050, note: "deposit\nfor May" });
    await admin.send("POST", "/api/payment/refund", {
      id: idOf("b"),
      event: slug,
      payment: idOf("a"),
      amount_cents: 2_050,
      method: "cash",
      timestamp: "2026-05-23T18:10:00.000Z",
      reason: "rain",
    });
    await crew.send("POST", "/api/payment/reversal", {
      id: idOf("c"),
      event: slug,
      entry: idOf("b"),
      timestamp: "2026-05-23T18:20:00.000Z",
      reason: "stayed dry",
    });
    const answer = await load("month=2026-05");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="payments-2026-05.csv"');
    expect(
      rows(answer.text).map(({ kind, amount, corrects, patron, note }) => [kind, amount, corrects, patron, note]),
    ).toEqual([
      ["payment", "120.50", "", 'José "Pepe" Núñez, Jr.', "deposit\nfor May"],
      ["refund", "-20.50", idOf("a"), 'José "Pepe" Núñez, Jr.', "rain"],
      ["reversal", "20.50", idOf("b"), 'José "Pepe" Núñez, Jr.', "stayed dry"],
    ]);
    expect(rows(answer.text)[0]).toMatchObject({
      charter: slug,
      charter_date: "2026-05-23",
      day: "2026-05-23",
      purpose: "charter",
      method: "cash",
      currency: "USD",
      recorded_by: "cody@example.com",
      device_time: "2026-05-23T17:59:00.000Z",
      server_time: "2026-05-23T18:00:00.000Z",
      id: idOf("a"),
    });
  });

  it("begins with a byte order mark and ends its lines with CR LF", async () => {
    const response = await harness.app.request("/api/payments.csv?month=2026-05", {
      headers: { cookie: admin.cookie, "x-forwarded-host": "charters.example" },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString().split("\r\n").length).toBe(5);
  });

  it("never holds a formula, while negative amounts stay numbers", async () => {
    const payloads = [
      "=1+1",
      "+1",
      "-1+1",
      "@SUM(A1)",
      "=cmd|'/c calc'!A0",
      "＝1+1",
      "=1+1\nsecond line",
      "-12",
      "-12.00",
      "\t=1+1",
    ];
    for (const [index, note] of payloads.entries()) {
      const patron = /[\n\t]/.test(note) ? {} : { patron: note };
      await log(`formula-${String(index)}`, { note, ...patron }, "2026-04-02T12:00:00.000Z");
    }
    harness.clock.now = new Date("2026-04-02T12:30:00.000Z");
    await admin.send("POST", "/api/payment/refund", {
      id: idOf("formula-refund"),
      event: slug,
      payment: idOf("formula-0"),
      amount_cents: 1,
      method: "cash",
      timestamp: "2026-04-02T12:30:00.000Z",
      reason: "x",
    });
    harness.clock.now = new Date(NOW);
    const read = rows((await load("day=2026-04-02")).text);
    expect(read).toHaveLength(payloads.length + 1);
    for (const { amount, ...texts } of read) {
      expect(amount).toMatch(/^-?\d+\.\d\d$/);
      for (const text of Object.values(texts)) expect(text).not.toMatch(/^(?!-\d+\.\d\d$)\s*[=+\-@＝＋－＠]/);
    }
    expect(read.find(({ kind }) => kind === "refund")?.["amount"]).toBe("-0.01");
    expect(read.map(({ note }) => note)).toContain("'=1+1\nsecond line");
  });

  it("holds the money of the span alone, in the company's days", async () => {
    await log("late", { timestamp: "2016-01-01T12:00:00.000Z" }, "2026-03-01T04:30:00.000Z");
    expect(rows((await load("day=2026-02-28")).text).map(({ id }) => id)).toEqual([idOf("late")]);
    expect(rows((await load("month=2026-03")).text)).toEqual([]);
    expect(rows((await load("month=2016-01")).text)).toEqual([]);
  });

  it("is for admins, and asks for a month or a day", async () => {
    expect((await load("month=2026-05", crew)).status).toBe(403);
    expect((await load("month=2026-13")).status).toBe(400);
    expect((await load("")).status).toBe(400);
  });
});
