import { beforeEach, describe, expect, it } from "vitest";

import { LedgerResponse } from "../../rules/contract/api/payment.ts";
import { balanceOf } from "../../rules/money/ledger.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { createCharter, payment, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";
import { readMails } from "./support/mime.ts";

const { harness, admin, crew } = useHarness();

beforeEach(() => {
  harness.gmail.mails.length = 0;
});

const tip = (slug: string, id: string, changes = {}): Record<string, unknown> =>
  payment(slug, id, { purpose: "tip", amount_cents: 5_000, ...changes });
const correct = (what: "refund" | "reversal", body: Record<string, unknown>) =>
  admin.send("POST", `/api/payment/${what}`, { timestamp: "2026-05-23T18:00:00.000Z", reason: "wrong", ...body });

describe("A tip", () => {
  it("leaves what is paid and what is due as they were, in the ledger and in the month's list", async () => {
    const slug = await createCharter(admin, { title: "tip-1" });
    await crew.send("POST", "/api/payment/log", payment(slug, "tip-1-paid"));
    const answer = await crew.send("POST", "/api/payment/log", tip(slug, "tip-1"));
    expect(read(LedgerResponse, answer)).toMatchObject({ entry: { purpose: "tip" }, balance_cents: 12_000 });
    const charter = await readCharter(crew, slug);
    expect(charter.paid_cents).toBe(12_000);
    expect(balanceOf(charter.ledger, "tip")).toBe(5_000);
    expect(await harness.services.table.get(eventKey(slug), ["paid_cents"])).toEqual({ paid_cents: 12_000 });
  });

  it("is called one in the mail, with its own total beside what is still due", async () => {
    const slug = await createCharter(admin, { title: "tip-2" });
    await crew.send("POST", "/api/payment/log", tip(slug, "tip-2"));
    const [mail] = await readMails(harness.gmail.mails);
    expect(mail?.subject).toContain("Jane Doe tipped $50.00");
    expect(mail?.text).toMatch(/Tips so far: \$50\.00[^]*Still due: +\$600\.00/);
  });

  it("is refunded and reversed without touching the charter's money, and never beyond itself", async () => {
    const slug = await createCharter(admin, { title: "tip-3" });
    await crew.send("POST", "/api/payment/log", tip(slug, "tip-3"));
    const refund = { id: idOf("tip-3-refund"), event: slug, payment: idOf("tip-3"), method: "cash" };
    const tooMuch = await correct("refund", { ...refund, amount_cents: 5_001 });
    expect(readProblem(tooMuch).errors?.[0]?.message).toContain("at most $50.00");
    const refunded = await correct("refund", { ...refund, amount_cents: 2_000 });
    expect(read(LedgerResponse, refunded).balance_cents).toBe(0);
    await correct("reversal", { id: idOf("tip-3-reversal"), event: slug, entry: idOf("tip-3-refund") });
    const { ledger, paid_cents } = await readCharter(crew, slug);
    expect([paid_cents, balanceOf(ledger, "tip")]).toEqual([0, 5_000]);
    expect((await readMails(harness.gmail.mails)).map(({ subject }) => subject.split(" · ")[0])).toEqual([
      "Jane Doe tipped $50.00",
      "Tip of $20.00 refunded to Jane Doe",
      "Tip refund of $20.00 reversed (Jane Doe)",
    ]);
  });

  it("is not the payment that the same id logged before", async () => {
    const slug = await createCharter(admin, { title: "tip-4" });
    await crew.send("POST", "/api/payment/log", payment(slug, "tip-4"));
    const answer = await crew.send("POST", "/api/payment/log", payment(slug, "tip-4", { purpose: "tip" }));
    expect(answer.status).toBe(409);
  });
});
