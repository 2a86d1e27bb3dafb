import { beforeEach, describe, expect, it } from "vitest";

import { LedgerResponse } from "../../rules/contract/api/payment.ts";
import { TRIES_MAX } from "../../rules/mail/retries.ts";
import { BY_OUTBOX_INDEX } from "../../rules/contract/table.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { removeSent } from "../../lambda/charter/outbox.ts";
import { createApp } from "../../lambda/app.ts";
import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import type { SendResult } from "../../lambda/gmail/sendMail.ts";
import { openDeliverAsked } from "../../lambda/outbox/deliverAsked.ts";
import { sendDue } from "../../lambda/outbox/run.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import type { Services } from "../../lambda/services.ts";
import { createCharter, payment, readCharter } from "./support/charter.ts";
import { Client, idOf, read } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";
import { readMails } from "./support/mime.ts";

/** How long after its first try a mail is tried again. */
const FIRST_WAIT_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const { harness, admin } = useHarness({ for: "each" });
let slug: string;

beforeEach(async () => {
  slug = await createCharter(admin);
});

async function log(id: string): Promise<string> {
  return read(LedgerResponse, await admin.send("POST", "/api/payment/log", payment(slug, id))).notification;
}

async function pending(): Promise<readonly unknown[]> {
  return harness.services.table.query({
    index: BY_OUTBOX_INDEX,
    where: "#outbox_state = :pending",
    values: { pending: "pending" },
  });
}

function metric(name: string): number[] {
  return harness.logs
    .map((line): unknown => JSON.parse(line))
    .flatMap((line) =>
      typeof line === "object" && line !== null && name in line
        ? [Number((line as Record<string, unknown>)[name])]
        : [],
    );
}

describe("When Gmail is down", () => {
  it("a payment is answered as queued, and its mail goes out with the sweep once Gmail is back", async () => {
    harness.gmail.fault = "down";
    expect(await log("down")).toBe("queued");
    expect((await readCharter(admin, slug)).mail).toEqual({ queued: 1, failed: 0 });
    harness.gmail.fault = "none";
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 0, delayed: 0, failed: 0 });
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
    expect(harness.gmail.mails).toHaveLength(1);
    expect(await pending()).toEqual([]);
  });

  it("the sweep stops at the first failure, and later sends all that waits, each once", async () => {
    harness.gmail.fault = "down";
    for (let n = 0; n < 6; n += 1) await log(`many-${n}`);
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 0, delayed: 1, failed: 0 });
    harness.gmail.fault = "none";
    harness.clock.advance(5 * 60_000);
    const sweeps = await Promise.all([sweepOutbox(harness.services), sweepOutbox(harness.services)]);
    expect(sweeps.reduce((sum, { sent }) => sum + sent, 0)).toBe(6);
    const ids = (await readMails(harness.gmail.mails)).map(({ headers }) => headers.get("message-id"));
    expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
    await sweepOutbox(harness.services);
    expect(await pending()).toEqual([]);
  });

  it("a payment logged meanwhile does not hold up older mail", async () => {
    harness.gmail.fault = "down";
    await log("older");
    harness.clock.advance(FIRST_WAIT_MS);
    await log("newer");
    harness.gmail.fault = "none";
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
    expect((await readCharter(admin, slug)).mail.queued).toBe(1);
    expect(await pending()).toHaveLength(1);
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
  });
});

describe("When Gmail is slow", () => {
  it("nobody waits for it: a payment is answered while its mail is still being tried", async () => {
    let answer: (result: SendResult) => void = () => undefined;
    const gmail = new Promise<SendResult>((resolve) => {
      answer = resolve;
    });
    const asked: Promise<unknown>[] = [];
    const services: Services = {
      ...harness.services,
      sendMail: () => gmail,
      askDelivery: (keys) => {
        asked.push(sendDue(services, keys, "newest"));
        return Promise.resolve();
      },
    };
    const client = new Client({ app: createApp(services) });
    await client.signIn("ada@example.com");
    const answered = await client.send("POST", "/api/payment/log", payment(slug, "slow"));
    expect([answered.status, asked.length]).toEqual([201, 1]);
    answer({ state: "sent" });
    expect(await Promise.all(asked)).toEqual([{ sent: 1, delayed: 0, failed: 0 }]);
  });

  it("the sender gives up waiting, and the mail waits for its next try", async () => {
    harness.sender.away = true;
    await log("slow");
    harness.gmail.fault = "slow";
    const hurried = { ...harness.services, sendingMs: 300 };
    expect(await sweepOutbox(hurried)).toEqual({ sent: 0, delayed: 1, failed: 0 });
    harness.gmail.fault = "none";
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toMatchObject({ sent: 1 });
  });
});

describe("Once Gmail kept an instance waiting", () => {
  it("it leaves mail to the sweep for a minute, so that it answers visitors, and then tries again", async () => {
    harness.sender.away = true;
    const deliver = openDeliverAsked({ ...harness.services, sendingMs: 300 });
    const keys = [eventKey(slug)];
    harness.gmail.fault = "slow";
    await log("first");
    expect(await deliver(keys)).toEqual({ sent: 0, delayed: 1, failed: 0 });
    harness.gmail.fault = "none";
    await log("second");
    expect(await deliver(keys)).toEqual({ sent: 0, delayed: 0, failed: 0 });
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await deliver(keys)).toEqual({ sent: 2, delayed: 0, failed: 0 });
  });

  it("but one that says no at once is tried by the next mail", async () => {
    harness.sender.away = true;
    const deliver = openDeliverAsked(harness.services);
    harness.gmail.fault = "down";
    await log("first");
    expect(await deliver([eventKey(slug)])).toEqual({ sent: 0, delayed: 1, failed: 0 });
    harness.gmail.fault = "none";
    await log("second");
    expect(await deliver([eventKey(slug)])).toEqual({ sent: 1, delayed: 0, failed: 0 });
  });
});

describe("When the sender cannot be asked", () => {
  it("the request is answered as ever, says so in the log, and the sweep sends the mail", async () => {
    harness.sender.away = true;
    expect(await log("unasked")).toBe("queued");
    expect(harness.logs.join("\n")).toContain("mail left to the sweep");
    expect(harness.gmail.mails).toHaveLength(0);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
  });
});

describe("What is broken", () => {
  it("hurts only itself: a charter that cannot be read holds up no other's mail", async () => {
    harness.gmail.fault = "down";
    await log("behind");
    await harness.services.table.putNew({
      ...eventKey("2026-05-20-broken-morning"),
      outbox: "not a map",
      outbox_state: "pending",
      outbox_due: "2026-05-20T00:00:00.000Z",
    });
    harness.gmail.fault = "none";
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
    expect(harness.logs.join("\n")).toContain("Part of a stored outbox is broken: outbox.");
    expect(metric("BrokenItem")).toEqual([1]);
  });

  it("a mail that cannot be written counts as tried, and the one behind it goes out", async () => {
    harness.gmail.fault = "down";
    await log("whole");
    const unwritten = { kind: "signature", signature_id: idOf("torn"), signed_at: "2026-05-23T17:00:00.000Z" };
    const waiting = { tries: 0, due: "2026-05-23T17:00:00.000Z", created_at: "2026-05-23T17:00:00.000Z", origin: "" };
    await harness.services.table.update(eventKey(slug), {
      set: [[["outbox", "torn"], { ...unwritten, ...waiting }]],
    });
    await harness.services.table.putNew({
      ...signatureKey(slug, { id: idOf("torn"), signed_at: "2026-05-23T17:00:00.000Z" }),
      participants: "nobody",
    });
    harness.gmail.fault = "none";
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 1, failed: 0 });
    expect((await readMails(harness.gmail.mails)).map(({ headers }) => headers.get("message-id"))).toHaveLength(1);
  });
});

describe("Charters take turns", () => {
  it("so that one mail of a quiet charter is not behind all of a busy one", async () => {
    const quiet = await createCharter(admin, { title: "quiet" });
    harness.gmail.fault = "down";
    for (let n = 0; n < 5; n += 1) await log(`flood-${n}`);
    await admin.send("POST", "/api/payment/log", payment(quiet, "honest"));
    harness.gmail.fault = "none";
    harness.clock.advance(5 * FIRST_WAIT_MS);
    await sweepOutbox(harness.services);
    const order = (await readMails(harness.gmail.mails)).map(({ headers }) => headers.get("message-id") ?? "");
    expect(order).toHaveLength(6);
    expect(order.findIndex((id) => id.includes(idOf("honest")))).toBeLessThan(2);
  });
});

describe("When Gmail wants no more for now", () => {
  it.each(["quota", "quota as 403"] as const)("a mail waits, and is given up at no time: %s", async (fault) => {
    harness.gmail.fault = fault;
    await log(fault);
    for (let n = 0; n < TRIES_MAX + 2; n += 1) {
      harness.clock.advance(DAY_MS);
      expect(await sweepOutbox(harness.services)).toEqual({ sent: 0, delayed: 1, failed: 0 });
    }
    harness.gmail.fault = "none";
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
  });
});

describe("When the refresh token was revoked", () => {
  it("mail waits, and goes out when there is a good one again", async () => {
    harness.gmail.fault = "revoked";
    expect(await log("revoked")).toBe("queued");
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 0, delayed: 1, failed: 0 });
    expect(harness.logs.join("\n")).toContain("invalid_grant");
    harness.gmail.fault = "none";
    harness.clock.advance(DAY_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
  });
});

describe("After the last try", () => {
  it("a mail is given up, counted and shown, until an admin asks to try again", async () => {
    harness.gmail.fault = "down";
    await log("last");
    const failed: number[] = [];
    for (let n = 1; n < TRIES_MAX; n += 1) {
      harness.clock.advance(DAY_MS);
      failed.push((await sweepOutbox(harness.services)).failed);
    }
    expect(failed).toEqual([...Array.from({ length: TRIES_MAX - 2 }, () => 0), 1]);
    expect(metric("MailFailed")).toEqual([1]);
    // The waits add up to days: the session has ended.
    await admin.signIn("ada@example.com");
    expect(await readCharter(admin, slug)).toMatchObject({ mail: { queued: 0, failed: 1 }, mail_failed: 1 });
    expect(await pending()).toEqual([]);

    const retried = await admin.send("POST", `/api/event/${slug}/mail/retry`);
    expect(retried.status).toBe(200);
    expect(await readCharter(admin, slug)).toMatchObject({ mail: { queued: 1, failed: 0 }, mail_failed: 0 });
    harness.gmail.fault = "none";
    harness.clock.advance(FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
  });

  it("a message that Gmail itself refuses is given up at once: trying again would not help", async () => {
    harness.gmail.fault = "bad-message";
    await log("bad");
    expect(await readCharter(admin, slug)).toMatchObject({ mail: { queued: 0, failed: 1 }, mail_failed: 1 });
    expect(harness.logs.join("\n")).toContain("invalidArgument");
  });
});

describe("The outbox", () => {
  it("tells how old its oldest mail is", async () => {
    harness.gmail.fault = "down";
    await log("age");
    harness.clock.advance(90_000);
    await sweepOutbox(harness.services);
    expect(metric("OutboxAgeSeconds")).toEqual([90]);
  });

  it("counts a mail as old as it was written, also while it waits for its next try", async () => {
    harness.gmail.fault = "down";
    await log("between");
    for (let n = 0; n < 5; n += 1) {
      harness.clock.advance(5 * FIRST_WAIT_MS);
      await sweepOutbox(harness.services);
    }
    harness.clock.advance(4 * FIRST_WAIT_MS);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 0, delayed: 0, failed: 0 });
    expect(metric("OutboxAgeSeconds").at(-1)).toBe(29 * 60);
  });

  it("asks for one access token and uses it for all mails", async () => {
    await log("token-1");
    await log("token-2");
    harness.clock.advance(FIRST_WAIT_MS);
    await log("token-3");
    expect(harness.gmail.tokens).toBe(1);
  });

  it("heals an item that stayed in the index though its outbox is empty", async () => {
    await harness.services.table.update(eventKey(slug), {
      set: Object.entries({ outbox_state: "pending", outbox_due: harness.clock.now.toISOString() }),
    });
    await sweepOutbox(harness.services);
    expect(await pending()).toEqual([]);
  });

  it("never forgets a mail that is added while the last one is removed", async () => {
    for (let round = 0; round < 10; round += 1) {
      harness.gmail.fault = "down";
      await log(`gone-${round}`);
      await Promise.all([
        removeSent(harness.services.table, eventKey(slug), idOf(`gone-${round}`)),
        log(`kept-${round}`),
      ]);
      expect(await pending()).toHaveLength(1);
      await removeSent(harness.services.table, eventKey(slug), idOf(`kept-${round}`));
      expect(await pending()).toEqual([]);
    }
  });
});
