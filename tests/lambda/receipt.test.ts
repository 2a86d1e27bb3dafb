import { beforeEach, describe, expect, it } from "vitest";

import { LedgerResponse, ReceiptResponse } from "../../rules/contract/api/payment.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { createCharter, payment, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";
import { readMails, type ReadMail } from "./support/mime.ts";

const { harness, admin, crew } = useHarness();

beforeEach(() => {
  harness.gmail.mails.length = 0;
  harness.gmail.fault = "none";
});

const mails = (): Promise<readonly ReadMail[]> => readMails(harness.gmail.mails);
const receipts = async (): Promise<readonly ReadMail[]> =>
  (await mails()).filter(({ subject }) => subject.startsWith("Your receipt"));
const log = (slug: string, id: string, changes = {}): Promise<Answer> =>
  crew.send("POST", "/api/payment/log", payment(slug, id, changes));
const ask = (slug: string, of: string, id: string, to = "jane@example.com"): Promise<Answer> =>
  crew.send("POST", "/api/payment/receipt", { id: idOf(id), event: slug, payment: idOf(of), to });

describe("A receipt asked for with the payment", () => {
  it("goes to whoever paid, says what it is for, and leaves the admin's mail as it was", async () => {
    const slug = await createCharter(admin, { title: "r-1" });
    const answer = await log(slug, "r-1", { receipt_to: " Jane@Example.com " });
    expect(read(LedgerResponse, answer)).toMatchObject({ notification: "queued", receipt: "queued" });
    expect((await mails()).map(({ headers }) => headers.get("to")).sort()).toEqual([
      "jane@example.com",
      "owner@example.com",
    ]);
    const [receipt] = await receipts();
    expect(receipt?.subject).toBe("Your receipt: $120.00 · Blue Heron Sailing");
    expect(receipt?.text).toMatch(
      /Amount: +\$120\.00[^]*Method: +Cash[^]*Received: +Sat, May 23, 2026, 1:59 PM EDT[^]*Still due: +\$480\.00/,
    );
    expect(receipt?.text).toContain(idOf("r-1"));
    expect(receipt?.text).not.toContain("cody@example.com");
    expect(receipt?.html).toContain("Thank you, Jane Doe. We received $120.00.");
    expect((await readCharter(crew, slug)).receipts).toMatchObject([
      { id: idOf("r-1"), to: "jane@example.com", requested_by: "cody@example.com" },
    ]);
  });

  it("is sent once, however often the payment is sent", async () => {
    const slug = await createCharter(admin, { title: "r-2" });
    const first = await log(slug, "r-2", { receipt_to: "jane@example.com" });
    const second = await log(slug, "r-2", { receipt_to: "jane@example.com" });
    expect([second.status, second.text]).toEqual([200, first.text]);
    expect(await receipts()).toHaveLength(1);
    expect((await log(slug, "r-2", { receipt_to: "other@example.com" })).status).toBe(409);
  });

  it("waits with the payment safe while Gmail is away, and says so", async () => {
    const slug = await createCharter(admin, { title: "r-3" });
    harness.gmail.fault = "down";
    const answer = await log(slug, "r-3", { receipt_to: "jane@example.com" });
    expect(read(LedgerResponse, answer)).toMatchObject({ notification: "queued", receipt: "queued" });
    expect((await readCharter(crew, slug)).mail.queued).toBe(2);
    harness.gmail.fault = "none";
    harness.clock.advance(120_000);
    await sweepOutbox(harness.services);
    expect(await receipts()).toHaveLength(1);
  });

  it("is not sent once the payment was reversed", async () => {
    const slug = await createCharter(admin, { title: "r-4" });
    harness.gmail.fault = "down";
    await log(slug, "r-4", { receipt_to: "jane@example.com" });
    harness.gmail.fault = "none";
    await crew.send("POST", "/api/payment/reversal", {
      id: idOf("r-4-reversal"),
      event: slug,
      entry: idOf("r-4"),
      timestamp: "2026-05-23T18:00:00.000Z",
      reason: "wrong charter",
    });
    harness.clock.advance(120_000);
    await sweepOutbox(harness.services);
    expect(await receipts()).toHaveLength(0);
    expect((await readCharter(crew, slug)).mail).toEqual({ queued: 0, failed: 0 });
  });

  it("never holds up the payment when too many were asked for: it is answered as held", async () => {
    const slug = await createCharter(admin, { title: "r-5" });
    const answers: LedgerResponse[] = [];
    for (let index = 0; index < 9; index += 1) {
      // One mailbox, however it is written.
      const receipt_to = `victim+${String(index)}@example.com`;
      answers.push(read(LedgerResponse, await log(slug, `r-5-${String(index)}`, { receipt_to })));
    }
    expect(answers.map(({ receipt }) => receipt)).toEqual([...Array.from({ length: 8 }, () => "queued"), "held"]);
    expect((await readCharter(crew, slug)).ledger).toHaveLength(9);
  });
});

describe("A receipt asked for later", () => {
  it("is mailed, and the same request again sends nothing", async () => {
    const slug = await createCharter(admin, { title: "r-6" });
    await log(slug, "r-6", { purpose: "tip" });
    const first = await ask(slug, "r-6", "r-6-receipt");
    const second = await ask(slug, "r-6", "r-6-receipt");
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(read(ReceiptResponse, first)).toEqual(read(ReceiptResponse, second));
    expect(await receipts()).toHaveLength(1);
    expect((await receipts())[0]?.text).toMatch(/For: +Tip for the crew/);
    expect((await receipts())[0]?.text).not.toContain("Still due");
    expect((await ask(slug, "r-6", "r-6-receipt", "sam@example.com")).status).toBe(409);
  });

  it("says what was refunded meanwhile", async () => {
    const slug = await createCharter(admin, { title: "r-7" });
    await log(slug, "r-7");
    await admin.send("POST", "/api/payment/refund", {
      id: idOf("r-7-refund"),
      event: slug,
      payment: idOf("r-7"),
      amount_cents: 2_000,
      method: "cash",
      timestamp: "2026-05-23T18:00:00.000Z",
      reason: "rain",
    });
    await ask(slug, "r-7", "r-7-receipt", "seven@example.com");
    expect((await receipts())[0]?.text).toMatch(/Refunded: +\$20\.00/);
  });

  it("is refused for what is no payment, or one that was reversed", async () => {
    const slug = await createCharter(admin, { title: "r-8" });
    await log(slug, "r-8");
    await crew.send("POST", "/api/payment/reversal", {
      id: idOf("r-8-reversal"),
      event: slug,
      entry: idOf("r-8"),
      timestamp: "2026-05-23T18:00:00.000Z",
      reason: "twice",
    });
    expect((await ask(slug, "nothing", "r-8-a")).status).toBe(404);
    expect(readProblem(await ask(slug, "r-8-reversal", "r-8-b")).status).toBe(404);
    expect(readProblem(await ask(slug, "r-8", "r-8-c")).title).toBe("That payment was reversed");
    expect((await ask("2026-05-23-nobody-night", "r-8", "r-8-d")).status).toBe(404);
  });

  it("is refused after five of one payment", async () => {
    const slug = await createCharter(admin, { title: "r-9" });
    await log(slug, "r-9");
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      statuses.push((await ask(slug, "r-9", `r-9-${String(index)}`, `jane${String(index)}@example.com`)).status);
    }
    // No waiting helps: it is no limit of a time.
    expect(statuses).toEqual([201, 201, 201, 201, 201, 409]);
  });

  it("is sent once when asked for twice at the same moment", async () => {
    const slug = await createCharter(admin, { title: "r-10" });
    await log(slug, "r-10");
    const answers = await Promise.all([1, 2, 3].map(() => ask(slug, "r-10", "r-10-receipt", "ten@example.com")));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(await receipts()).toHaveLength(1);
  });
});
