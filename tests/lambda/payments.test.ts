import { beforeEach, describe, expect, it } from "vitest";

import { LedgerResponse } from "../../rules/contract/api/payment.ts";
import { balanceOf } from "../../rules/money/ledger.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { PAYMENTS_BYTES_MAX } from "../../lambda/payments/append.ts";
import { createCharter, payment, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";
import { readMails } from "./support/mime.ts";

const { harness, admin, crew } = useHarness();

beforeEach(() => {
  harness.gmail.mails.length = 0;
  harness.gmail.fault = "none";
});

describe("Logging a payment", () => {
  it("adds it to the ledger, mails the admin and answers the balance", async () => {
    const slug = await createCharter(admin, { title: "logs" });
    const answer = await crew.send("POST", "/api/payment/log", payment(slug, "logs-1", { note: "thanks" }));
    expect(answer.status).toBe(201);
    expect(read(LedgerResponse, answer)).toEqual({
      entry: {
        kind: "payment",
        id: idOf("logs-1"),
        patron: "Jane Doe",
        purpose: "charter",
        amount_cents: 12_000,
        currency: "USD",
        method: "cash",
        timestamp: "2026-05-23T17:59:00.000Z",
        note: "thanks",
        recorded_by: "cody@example.com",
        recorded_at: "2026-05-23T18:00:00.000Z",
        day: "2026-05-23",
        seal: expect.stringMatching(/^[\w-]{43}$/) as string,
      },
      balance_cents: 12_000,
      notification: "queued",
      receipt: "none",
    });
    expect(harness.gmail.mails).toHaveLength(1);
    expect(await readCharter(crew, slug)).toMatchObject({
      balance_cents: 12_000,
      paid_cents: 12_000,
      mail: { queued: 0, failed: 0 },
    });
  });

  it("leaves nothing of the outbox behind once the mail is out", async () => {
    const slug = await createCharter(admin, { title: "tidy" });
    await crew.send("POST", "/api/payment/log", payment(slug, "tidy-1"));
    const item = await harness.services.table.get(eventKey(slug));
    expect(item).toMatchObject({ outbox: {} });
    expect(item).not.toHaveProperty("outbox_state");
    expect(item).not.toHaveProperty("outbox_due");
  });

  it("answers the same request again with the first answer, and no second mail", async () => {
    const slug = await createCharter(admin, { title: "again" });
    const first = await crew.send("POST", "/api/payment/log", payment(slug, "again-1"));
    await crew.send("POST", "/api/payment/log", payment(slug, "again-2"));
    const second = await admin.send("POST", "/api/payment/log", payment(slug, "again-1"));
    expect(second.status).toBe(200);
    expect(second.text).toBe(first.text);
    expect(harness.gmail.mails).toHaveLength(2);
  });

  it("refuses an id that was used for something else", async () => {
    const slug = await createCharter(admin, { title: "other" });
    await crew.send("POST", "/api/payment/log", payment(slug, "other-1"));
    const answer = await crew.send("POST", "/api/payment/log", payment(slug, "other-1", { amount_cents: 1 }));
    expect(answer.status).toBe(409);
    expect(readProblem(answer).code).toBe("conflict");
    expect((await readCharter(crew, slug)).balance_cents).toBe(12_000);
  });

  it("takes a double tap for one payment", async () => {
    const slug = await createCharter(admin, { title: "tap" });
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => crew.send("POST", "/api/payment/log", payment(slug, "tap-1"))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect((await readCharter(crew, slug)).ledger).toHaveLength(1);
    expect(harness.gmail.mails).toHaveLength(1);
  });

  it("keeps all of 40 at once, with the right balance and exactly 40 mails", async () => {
    const slug = await createCharter(admin, { title: "forty" });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        crew.send("POST", "/api/payment/log", payment(slug, `forty-${n}`, { amount_cents: 100 + n })),
      ),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const event = await readCharter(crew, slug);
    expect(event.ledger).toHaveLength(40);
    expect(event.balance_cents).toBe(40 * 100 + (39 * 40) / 2);
    expect(event.mail).toEqual({ queued: 0, failed: 0 });
    const ids = (await readMails(harness.gmail.mails)).map(({ headers }) => headers.get("message-id"));
    expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
    const item = await harness.services.table.get(eventKey(slug));
    expect(item).not.toHaveProperty("outbox_state");
  });

  it("for a charter that does not exist says what to do", async () => {
    const answer = await crew.send("POST", "/api/payment/log", payment("2026-05-23-nobody-night", "none"));
    expect(answer.status).toBe(404);
    expect(readProblem(answer)).toMatchObject({ code: "not-found", title: "There is no such charter" });
  });

  it("works on an adopted item that lacks every map and counter", async () => {
    await harness.services.table.putNew({ ...eventKey("2026-05-23-old-night"), month: "2026-05" });
    const answer = await crew.send("POST", "/api/payment/log", payment("2026-05-23-old-night", "old-1"));
    expect(read(LedgerResponse, answer)).toMatchObject({ balance_cents: 12_000, notification: "queued" });
  });

  it("is refused long before the item is full, while corrections still go in", async () => {
    const slug = await createCharter(admin, { title: "full" });
    await crew.send("POST", "/api/payment/log", payment(slug, "full-1"));
    await harness.services.table.update(eventKey(slug), {
      set: [["ledger_bytes", PAYMENTS_BYTES_MAX]],
    });
    const refused = await crew.send("POST", "/api/payment/log", payment(slug, "full-2"));
    expect(refused.status).toBe(409);
    expect(readProblem(refused)).toMatchObject({ code: "ledger-full" });
    expect(readProblem(refused).detail).toContain("Create a second charter");
    const corrected = await crew.send("POST", "/api/payment/reversal", reversal(slug, "full-3", "full-1"));
    expect(corrected.status).toBe(201);
  });
});

describe("Refunding", () => {
  it("lowers the balance by what is given back, up to what is left of the payment", async () => {
    const slug = await createCharter(admin, { title: "refund" });
    await crew.send("POST", "/api/payment/log", payment(slug, "refund-1"));
    const first = await admin.send("POST", "/api/payment/refund", refund(slug, "refund-2", "refund-1", 5_000));
    expect([first.status, read(LedgerResponse, first).balance_cents]).toEqual([201, 7_000]);
    const over = await admin.send("POST", "/api/payment/refund", refund(slug, "refund-3", "refund-1", 7_001));
    expect(over.status).toBe(400);
    expect(readProblem(over).errors).toEqual([
      { field: "amount_cents", message: "must be at most $70.00, what is left of this payment" },
    ]);
    const rest = await admin.send("POST", "/api/payment/refund", refund(slug, "refund-4", "refund-1", 7_000));
    expect(read(LedgerResponse, rest).balance_cents).toBe(0);
  });

  it("twice at once never gives back more than was paid", async () => {
    const slug = await createCharter(admin, { title: "race" });
    await crew.send("POST", "/api/payment/log", payment(slug, "race-1"));
    const answers = await Promise.all(
      [1, 2, 3].map((n) =>
        admin.send("POST", "/api/payment/refund", refund(slug, `race-refund-${n}`, "race-1", 8_000)),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect((await readCharter(crew, slug)).balance_cents).toBe(4_000);
  });

  it("goes through while payments come in on the same charter", async () => {
    const slug = await createCharter(admin, { title: "busy" });
    await crew.send("POST", "/api/payment/log", payment(slug, "busy-0"));
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => crew.send("POST", "/api/payment/log", payment(slug, `busy-${n + 1}`))),
      admin.send("POST", "/api/payment/refund", refund(slug, "busy-refund", "busy-0", 12_000)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 11 }, () => 201));
    const event = await readCharter(crew, slug);
    expect(event.balance_cents).toBe(10 * 12_000);
    expect(event.balance_cents).toBe(balanceOf(event.ledger));
  });
});

describe("Reversing", () => {
  it("takes an entry out of the balance once, even when two people do it at once", async () => {
    const slug = await createCharter(admin, { title: "reverse" });
    await crew.send("POST", "/api/payment/log", payment(slug, "reverse-1"));
    const answers = await Promise.all([
      crew.send("POST", "/api/payment/reversal", reversal(slug, "reverse-2", "reverse-1")),
      admin.send("POST", "/api/payment/reversal", reversal(slug, "reverse-3", "reverse-1")),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused === undefined ? "" : readProblem(refused).title).toBe("That entry was reversed already");
    const event = await readCharter(crew, slug);
    expect([event.balance_cents, event.ledger.length]).toEqual([0, 2]);
  });

  it("answers a retry as the first time", async () => {
    const slug = await createCharter(admin, { title: "re-reverse" });
    await crew.send("POST", "/api/payment/log", payment(slug, "rr-1"));
    const first = await crew.send("POST", "/api/payment/reversal", reversal(slug, "rr-2", "rr-1"));
    const second = await crew.send("POST", "/api/payment/reversal", reversal(slug, "rr-2", "rr-1"));
    expect([second.status, second.text]).toEqual([200, first.text]);
  });

  it("of a payment with refunds, of a reversal and of nothing is refused with what to do", async () => {
    const slug = await createCharter(admin, { title: "refusals" });
    await crew.send("POST", "/api/payment/log", payment(slug, "no-1"));
    await admin.send("POST", "/api/payment/refund", refund(slug, "no-2", "no-1", 1_000));
    await crew.send("POST", "/api/payment/log", payment(slug, "no-3"));
    await crew.send("POST", "/api/payment/reversal", reversal(slug, "no-4", "no-3"));
    const titles = await Promise.all(
      ["no-1", "no-4", "no-9"].map(
        async (entry) =>
          readProblem(await crew.send("POST", "/api/payment/reversal", reversal(slug, `no-for-${entry}`, entry))).title,
      ),
    );
    expect(titles).toEqual([
      "This payment has refunds",
      "A reversal cannot be reversed",
      "That entry is not in this charter's ledger",
    ]);
  });
});

function refund(event: string, id: string, of: string, amount_cents: number): Record<string, unknown> {
  return {
    id: idOf(id),
    event,
    payment: idOf(of),
    amount_cents,
    method: "cash",
    timestamp: "2026-05-23T18:00:00.000Z",
    reason: "rain",
  };
}

function reversal(event: string, id: string, of: string): Record<string, unknown> {
  return { id: idOf(id), event, entry: idOf(of), timestamp: "2026-05-23T18:00:00.000Z", reason: "typed twice" };
}
