import { describe, expect, it } from "vitest";

import { accountItemKey, accountKey } from "../../lambda/accounts/store.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { CalendarLinkResponse } from "../../rules/contract/api/calendar.ts";
import { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { CrewDayResponse } from "../../rules/contract/api/crew.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { LedgerResponse } from "../../rules/contract/api/payment.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { createCharter, payment, readCharter, signature } from "./support/charter.ts";
import { Client, idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody } = useHarness({ for: "each" });
const DAY = "2026-05-23";
const AT = "2026-05-23T18:00:00.000Z";
const recorded = { recorded_by: "ada@example.com", recorded_at: AT, timestamp: AT };
const by = { at: AT, by: "ada@example.com", name: "Ada" };
const VOUCHER = { kind: "voucher", id: idOf("voucher"), worth: { cents: 2_000 }, ...recorded };
const REPAINTED = { kind: "repainted", color: "blue", ...by };
const TOWED = { kind: "towed", id: idOf("towed"), port: "Mystic", ...by, received_at: AT };
const waits = { tries: 0, due: AT, created_at: AT, origin: "https://charters.example" };
const POSTCARD = { kind: "postcard", picture: "dock.jpg", ...waits };

/** A charter with a payment of its own, and in all its parts something of a newer version. */
async function newerCharter(): Promise<string> {
  const slug = await createCharter(admin);
  await admin.send("POST", "/api/payment/log", payment(slug, "paid"));
  await harness.services.table.update(eventKey(slug), {
    set: [
      ["status", "postponed"],
      ["weather", { wind: 30 }],
      [["failed_mails", "postcard"], POSTCARD],
      ["mail_failed", 1],
    ],
    append: [
      ["payment_log", [VOUCHER]],
      ["history", [REPAINTED]],
      ["departures", [TOWED]],
    ],
    add: [
      ["entry_ids", new Set([VOUCHER.id])],
      ["paid_cents", 2_000],
    ],
  });
  for (const client of [admin, crew, nobody]) client.newer = true;
  return slug;
}

async function stored(slug: string): Promise<Record<string, unknown>> {
  return (await harness.services.table.get(eventKey(slug))) as Record<string, unknown>;
}

describe("A charter into which a newer version wrote", () => {
  it("is in the month, with the total that the newer version counted, and opens with all that is in it", async () => {
    const slug = await newerCharter();
    const month = read(EventsResponse, await crew.send("GET", "/api/events?month=2026-05"));
    expect(month).toMatchObject({ events: [{ slug, status: "postponed", paid_cents: 14_000 }], broken: [] });
    const event = await readCharter(crew, slug);
    expect([event.paid_cents, event.balance_cents, event.mail]).toEqual([14_000, 14_000, { queued: 0, failed: 1 }]);
    const { text } = await crew.send("GET", `/api/event/${slug}`);
    for (const part of [VOUCHER, REPAINTED, TOWED])
      expect(text).toContain(JSON.stringify(part).slice(1, -1).split(",")[1]);
    expect(text).not.toContain("weather");
  });

  it("is in the crew's day, the calendar, the closeout and the export", async () => {
    const slug = await newerCharter();
    const day = read(CrewDayResponse, await crew.send("GET", `/api/crew/day/${DAY}`));
    expect(day).toMatchObject({ charters: [{ slug, status: "postponed" }], broken: 0 });
    const { path } = read(CalendarLinkResponse, await admin.send("POST", "/api/calendar"));
    expect((await nobody.send("GET", path)).text).toContain("STATUS:TENTATIVE");
    const closeout = read(CloseoutResponse, await admin.send("GET", `/api/closeouts/${DAY}`));
    expect(closeout.lines.map(({ entry }) => entry.kind)).toEqual(["payment", "voucher"]);
    const { text } = await admin.send("GET", `/api/payments.csv?day=${DAY}`);
    expect(text.trim().split("\r\n").at(-1)).toMatch(/,voucher,.*Written by a newer version/);
  });

  it("takes payments and corrections of its own entries, and refuses one of the newer entry with a sentence", async () => {
    const slug = await newerCharter();
    const logged = await admin.send("POST", "/api/payment/log", payment(slug, "more", { amount_cents: 1_000 }));
    expect([logged.status, read(LedgerResponse, logged).balance_cents]).toEqual([201, 15_000]);
    const again = await admin.send("POST", "/api/payment/log", payment(slug, "more", { amount_cents: 1_000 }));
    expect([again.status, read(LedgerResponse, again).balance_cents]).toEqual([200, null]);
    const reverse = (entry: string) =>
      admin.send("POST", "/api/payment/reversal", {
        id: idOf(`of ${entry}`),
        event: slug,
        entry,
        timestamp: AT,
        reason: "x",
      });
    expect((await reverse(idOf("more"))).status).toBe(201);
    const refused = await reverse(VOUCHER.id);
    expect([refused.status, readProblem(refused).title]).toEqual([
      409,
      "A newer version of this program wrote about that entry",
    ]);
  });

  it("keeps it all as it was written, through changes, a cut of its history, and a mail that is tried again", async () => {
    const slug = await newerCharter();
    await harness.services.table.update(eventKey(slug), {
      set: [["history_bytes", CHARTER_BUDGETS.history.bytes]],
    });
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, note: "Towels" });
    await crew.send("POST", `/api/event/${slug}/briefing`, { given: true, at: AT });
    await admin.send("POST", `/api/event/${slug}/mail/retry`);
    const item = await stored(slug);
    expect(item).toMatchObject({
      status: "postponed",
      weather: { wind: 30 },
      payment_log: [{ kind: "payment" }, VOUCHER],
      departures: [TOWED],
      outbox: { postcard: POSTCARD },
    });
    expect(item["history"]).toContainEqual(REPAINTED);
    expect(item["history_bytes"]).toBeLessThan(CHARTER_BUDGETS.history.bytes);
  });

  it("keeps a mail waiting that only the newer version can write, where others go out", async () => {
    const slug = await newerCharter();
    await admin.send("POST", `/api/event/${slug}/mail/retry`);
    harness.sender.away = true;
    await admin.send("POST", "/api/payment/log", payment(slug, "beside the postcard"));
    harness.sender.away = false;
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
    expect((await stored(slug))["outbox"]).toEqual({ postcard: expect.objectContaining(POSTCARD) as unknown });
    expect((await readCharter(crew, slug)).mail).toMatchObject({ queued: 1, failed: 0 });
  });
});

it("A signature that was given in a newer way is listed, and a retry of it is a retry", async () => {
  const slug = await createCharter(admin);
  const body = signature("Jane Doe");
  await nobody.send("POST", `/g/${slug}/waiver`, body);
  const key = { event_id: slug, timestamp: `${body.signed_at}#${body.id}` };
  await harness.services.table.update(key, { set: [["witness", { name: "Wim" }]] });
  crew.newer = true;
  expect((await readCharter(crew, slug)).signatures.map(({ participant }) => participant)).toEqual(["Jane Doe"]);
  expect((await crew.send("GET", `/api/event/${slug}`)).text).not.toMatch(/Wim|birth_date|user_agent|203\.0\.113/);
  expect((await nobody.send("POST", `/g/${slug}/waiver`, body)).status).toBe(200);
  await harness.services.table.update(key, {
    set: [
      ["place", "by-mail"],
      ["signature", { method: "seal", wax: "red" }],
    ],
  });
  expect((await readCharter(crew, slug)).signatures).toMatchObject([{ place: "by-mail" }]);
});

it("An account with a role of a newer version is listed, and told that it can do nothing here", async () => {
  await harness.services.table.update(accountItemKey(accountKey("cody@example.com")), { set: [["role", "mate"]] });
  const cody = new Client(harness);
  for (const client of [admin, cody]) client.newer = true;
  expect((await cody.signIn("cody@example.com")).status).toBe(200);
  const refused = await cody.send("GET", "/api/crew");
  expect([refused.status, readProblem(refused).title]).toEqual([403, "Your account has a role of a newer version"]);
  expect((await admin.send("GET", "/api/crew")).text).toContain('"role":"mate"');
});
