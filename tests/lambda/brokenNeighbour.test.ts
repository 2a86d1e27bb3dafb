import { createHash } from "node:crypto";
import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";

import { accountItemKey, accountKey } from "../../lambda/accounts/store.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { isPaidKnown } from "../../rules/charter/parts.ts";
import { versionKey } from "../../lambda/waiverTexts/stored.ts";
import { AvailabilityResponse } from "../../rules/contract/api/availability.ts";
import { CalendarLinkResponse } from "../../rules/contract/api/calendar.ts";
import { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { CrewDayResponse } from "../../rules/contract/api/crew.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { LedgerResponse } from "../../rules/contract/api/payment.ts";
import { CrewResponse, SessionResponse } from "../../rules/contract/api/session.ts";
import { VesselsResponse } from "../../rules/contract/api/vessel.ts";
import { WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import type { Key } from "../../lambda/dynamodb/table.ts";
import { createCharter, payment, readCharter, signature } from "./support/charter.ts";
import { readMails } from "./support/mime.ts";
import { idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody } = useHarness({ for: "each" });
const DAY = "2026-05-23";
const AT = "2026-05-23T17:59:00.000Z";
const NUMBER = { broken: true };

/** Writes into an item what no version would. */
async function breakItem(key: Key, attribute: string, value: unknown = NUMBER): Promise<void> {
  await harness.services.table.update(key, { set: [[attribute, value]] });
}

/** How often something was counted as broken since the last look. */
function countedBroken(): number {
  const lines = harness.logs.splice(0).map((line) => JSON.parse(line) as { BrokenItem?: number });
  return lines.filter(({ BrokenItem }) => BrokenItem === 1).length;
}

/** Two charters of a day with a payment each, and the first of them broken. */
async function twoCharters(
  attribute = "capacity",
  value: unknown = NUMBER,
): Promise<{ broken: string; sound: string }> {
  const [broken, sound] = [await createCharter(admin), await createCharter(admin, { first_name: "Omar" })];
  for (const slug of [broken, sound]) await admin.send("POST", "/api/payment/log", payment(slug, `paid ${slug}`));
  await breakItem(eventKey(broken), attribute, value);
  harness.logs.splice(0);
  return { broken, sound };
}

describe("One charter that cannot be read", () => {
  it.each([
    ["no schema takes it", "capacity", NUMBER],
    ["nothing can be made of it", "currency", "no currency"],
  ])("stays in the month as what it is, beside all others, and is counted: %s", async (_why, attribute, value) => {
    const { broken, sound } = await twoCharters(attribute, value);

    const month = read(EventsResponse, await crew.send("GET", "/api/events?month=2026-05"));

    expect(month.events.map(({ slug }) => slug)).toEqual([sound]);
    expect(month.broken).toEqual([{ slug: broken, date: DAY }]);
    expect(countedBroken()).toBe(1);
  });

  it("leaves the crew's day, which says that a warning may be missing", async () => {
    const { sound } = await twoCharters("crew");
    const day = read(CrewDayResponse, await admin.send("GET", `/api/crew/day/${DAY}`));
    expect([day.charters.map(({ slug }) => slug), day.broken, day.crew.length]).toEqual([[sound], 1, 2]);
    expect(countedBroken()).toBe(1);
  });

  it("stays in the calendar of whoever may sail on it, under the id that it had", async () => {
    const [mine, other] = [
      await createCharter(admin, { crew: ["cody@example.com"] }),
      await createCharter(admin, { first_name: "Omar" }),
    ];
    const { path } = read(CalendarLinkResponse, await crew.send("POST", "/api/calendar"));
    const before = (await nobody.send("GET", path)).text;
    for (const slug of [mine, other]) await breakItem(eventKey(slug), "title");
    const after = await nobody.send("GET", path);
    expect([after.status, before.match(/UID:.*/g)]).toEqual([200, after.text.match(/UID:.*/g)]);
    expect(after.text).toContain("SUMMARY:A charter that cannot be read");
    expect(after.text).toContain("STATUS:TENTATIVE");
  });

  it("has its money in the day's closeout all the same, unless its ledger is what cannot be read", async () => {
    const { broken, sound } = await twoCharters();
    const whole = read(CloseoutResponse, await admin.send("GET", `/api/closeouts/${DAY}`));
    expect([whole.lines.map(({ slug }) => slug).sort(), whole.broken]).toEqual([[broken, sound].sort(), []]);
    await breakItem(eventKey(broken), "payment_log");
    const part = read(CloseoutResponse, await admin.send("GET", `/api/closeouts/${DAY}`));
    expect([part.lines.map(({ slug }) => slug), part.broken]).toEqual([[sound], [{ slug: broken, date: DAY }]]);
    expect(part.crew).toEqual([{ crew: "ada@example.com", expected_cents: 12_000, tip_cents: 0 }]);
    expect(countedBroken()).toBe(1);
  });

  it("is named in the ledger's export, which holds all others", async () => {
    const { broken, sound } = await twoCharters("payment_log");
    const { status, text } = await admin.send("GET", "/api/payments.csv?month=2026-05");
    const rows = text.trim().split("\r\n").slice(1);
    expect([status, rows.length]).toEqual([200, 2]);
    expect(rows[0]).toContain(`${broken},${DAY},,,missing`);
    expect(rows[1]).toMatch(new RegExp(`^${sound},.*,120\\.00,USD,`));
  });

  it("shows on its own page all that can be read of it, says what cannot, and is counted", async () => {
    const { broken } = await twoCharters();
    const charter = await readCharter(crew, broken);
    expect(charter).toMatchObject({ capacity: null, paid_cents: 12_000, ledger: [{ kind: "payment" }] });
    expect(charter.broken_parts).toEqual([{ part: "capacity", entries: null, text: "The capacity cannot be read." }]);
    expect(countedBroken()).toBe(1);
  });

  it("has the rest of its ledger where one entry of it cannot be read, and a total that nobody takes for known", async () => {
    const { broken, sound } = await twoCharters();
    await harness.services.table.update(eventKey(broken), { append: [["payment_log", [{ kind: "payment" }]]] });
    const charter = await readCharter(crew, broken);
    expect([charter.ledger.length, isPaidKnown(charter)]).toEqual([1, false]);
    expect(charter.broken_parts).toMatchObject([{ part: "capacity" }, { part: "payment_log", entries: 1 }]);
    const logged = await admin.send("POST", "/api/payment/log", payment(broken, "more"));
    expect([logged.status, read(LedgerResponse, logged).balance_cents]).toEqual([201, null]);
    const refused = await admin.send("POST", "/api/payment/reversal", {
      id: idOf("out"),
      event: broken,
      entry: idOf(`paid ${broken}`),
      timestamp: "2026-05-23T18:00:00.000Z",
      reason: "x",
    });
    expect([refused.status, readProblem(refused).title]).toEqual([409, "This needs the ledger, which cannot be read"]);
    const day = read(CloseoutResponse, await admin.send("GET", `/api/closeouts/${DAY}`));
    expect(day.lines.map(({ slug }) => slug).sort()).toEqual([broken, broken, sound].sort());
    expect(day.broken.map(({ slug }) => slug)).toEqual([broken]);
    const { text } = await admin.send("GET", `/api/payments.csv?day=${DAY}`);
    expect(text.trim().split("\r\n")).toHaveLength(5);
  });

  it("keeps its other mails going where one that waits cannot be read, and stays where each sweep finds it", async () => {
    const { broken } = await twoCharters("title");
    await harness.services.table.update(eventKey(broken), {
      set: [
        [["outbox", "torn"], { kind: "payment" }],
        ["outbox_state", "pending"],
        ["outbox_due", "2026-05-23T17:00:00.000Z"],
      ],
    });
    harness.sender.away = true;
    await admin.send("POST", "/api/payment/log", payment(broken, "beside it"));
    for (const sent of [1, 0]) {
      harness.logs.splice(0);
      expect(await sweepOutbox(harness.services)).toEqual({ sent, delayed: 0, failed: 0 });
      expect(countedBroken()).toBe(1);
    }
    expect((await readCharter(crew, broken)).mail).toEqual({ queued: 1, failed: 0 });
  });

  it("mails the admin of money all the same, and does not say what it comes to", async () => {
    const { broken } = await twoCharters();
    await harness.services.table.update(eventKey(broken), { append: [["payment_log", [{ kind: "payment" }]]] });
    harness.gmail.mails.splice(0);
    await admin.send("POST", "/api/payment/log", payment(broken, "more"));
    const [mail] = await readMails(harness.gmail.mails);
    expect(mail?.text).toContain("Not known: an entry of the ledger cannot be read");
    expect(mail?.text).not.toContain("Still due");
  });

  it.each([
    ["list of patrons", "patrons", ["Jane"], "PATCH", `/patrons/${idOf("Jane")}`, { at: AT, aboard: true }],
    ["waiting mail", "outbox", "none", "POST", "/roster", { id: idOf("roster") }],
  ])("refuses in a true sentence what would write into its %s", async (name, part, value, method, path, body) => {
    const slug = await createCharter(admin, { crew: ["cody@example.com"] });
    await breakItem(eventKey(slug), part, value);
    harness.logs.splice(0);
    const answer = await admin.send(method, `/api/event/${slug}${path}`, body);
    expect([answer.status, readProblem(answer).title]).toEqual([409, `This needs the ${name}, which cannot be read`]);
    expect(countedBroken()).toBe(1);
  });

  it("is checked in on where its history takes no line", async () => {
    const slug = await createCharter(admin);
    const patrons = [{ id: idOf("Jane"), name: "Jane" }];
    await admin.send("POST", `/api/event/${slug}/patrons`, { at: AT, patrons });
    await breakItem(eventKey(slug), "history", "burnt");
    const answer = await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf("Jane")}`, { at: AT, aboard: true });
    expect(read(EventResponse, answer).event).toMatchObject({
      manifest: [{ aboard_at: AT }],
      broken_parts: [{ part: "history", entries: null }],
    });
  });

  it("may hold a number that no program of ours can count with: the month goes on", async () => {
    const { sound } = await twoCharters("capacity", NumberValue.from("123456789012345678.5"));
    const month = read(EventsResponse, await crew.send("GET", "/api/events?month=2026-05"));
    expect([month.events.map(({ slug }) => slug), month.broken.length]).toEqual([[sound], 1]);
  });

  it("still takes payments, once each, and acknowledges them with what is known", async () => {
    const { broken } = await twoCharters();
    const body = payment(broken, "while broken", { amount_cents: 500 });
    const first = await admin.send("POST", "/api/payment/log", body);
    const again = await admin.send("POST", "/api/payment/log", body);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(read(LedgerResponse, first)).toMatchObject({ entry: { amount_cents: 500 }, notification: "queued" });
    expect(read(LedgerResponse, again).entry).toEqual(read(LedgerResponse, first).entry);
    expect(countedBroken()).toBeGreaterThan(0);
    await breakItem(eventKey(broken), "capacity", null);
    expect((await readCharter(crew, broken)).ledger.map(({ id }) => id)).toEqual([
      idOf(`paid ${broken}`),
      idOf("while broken"),
    ]);
  });
});

describe("One thing of another list that cannot be read leaves the others", () => {
  it("a signature beside its charter", async () => {
    const slug = await createCharter(admin);
    for (const name of ["Jane Doe", "Sam Doe"]) await nobody.send("POST", `/g/${slug}/waiver`, signature(name));
    const { signed_at, id } = signature("Jane Doe");
    await breakItem({ event_id: slug, timestamp: `${signed_at}#${id}` }, "participants");
    const charter = await readCharter(crew, slug);
    expect([charter.signatures.map(({ participant }) => participant), charter.broken_signatures]).toEqual([
      ["Sam Doe"],
      1,
    ]);
  });

  it("something that no version up to this one puts beside a charter", async () => {
    const slug = await createCharter(admin);
    await harness.services.table.putNew({ event_id: slug, timestamp: "notes", text: "of the future" });
    expect(await readCharter(crew, slug)).toMatchObject({ slug, broken_signatures: 0 });
  });

  it("an account", async () => {
    await breakItem(accountItemKey(accountKey("cody@example.com")), "name");
    const list = read(CrewResponse, await admin.send("GET", "/api/crew"));
    expect([list.crew.map(({ name }) => name), list.broken]).toEqual([["Ada"], 1]);
  });

  it("a vessel", async () => {
    for (const name of ["Windward", "Leeward"])
      await admin.send("POST", "/api/vessels", { id: idOf(name), name, capacity: 6, required_crew: 1 });
    await breakItem({ event_id: PARTITIONS.vessels, timestamp: idOf("Windward") }, "capacity");
    const list = read(VesselsResponse, await crew.send("GET", "/api/vessels"));
    expect([list.vessels.map(({ name }) => name), list.broken]).toEqual([["Leeward"], 1]);
  });

  it("a day of availability", async () => {
    for (const date of ["2026-05-24", "2026-05-25"])
      await crew.send("PUT", `/api/availability/${date}`, { answer: "yes", note: "" });
    const partition = `${PARTITIONS.availability}2026-05`;
    await breakItem({ event_id: partition, timestamp: `${accountKey("cody@example.com")}#2026-05-24` }, "note");
    const list = read(AvailabilityResponse, await admin.send("GET", "/api/availability?month=2026-05"));
    expect([list.days.map(({ date }) => date), list.broken]).toEqual([["2026-05-25"], 1]);
  });

  it("a version of the waiver", async () => {
    await harness.services.table.putNew({ ...versionKey("2026-05-02"), version: NUMBER });
    const texts = read(WaiverTextsResponse, await admin.send("GET", "/api/waiver-texts"));
    expect([texts.versions.length, texts.broken]).toEqual([1, 1]);
  });

  it("how a day was counted: money of the day is still logged and exported", async () => {
    const slug = await createCharter(admin);
    await admin.send("POST", "/api/payment/log", payment(slug, "before"));
    await breakItem({ event_id: PARTITIONS.closeouts, timestamp: DAY }, "closeouts");
    expect((await admin.send("POST", "/api/payment/log", payment(slug, "after"))).status).toBe(201);
    const { text } = await admin.send("GET", `/api/payments.csv?day=${DAY}`);
    expect(text.trim().split("\r\n")).toHaveLength(3);
    const day = read(CloseoutResponse, await admin.send("GET", `/api/closeouts/${DAY}`));
    expect([day.lines.length, day.broken_parts]).toMatchObject([2, [{ part: "closeouts", entries: null }]]);
    const count = { crew: "ada@example.com", expected_cents: 24_000, counted_cents: 24_000, reason: "" };
    const closed = await admin.send("POST", `/api/closeouts/${DAY}`, { id: idOf("c"), counted_at: AT, crew: [count] });
    expect([closed.status, readProblem(closed).title]).toEqual([
      409,
      "This needs how the day was counted, which cannot be read",
    ]);
  });

  it("which charters have money of a day: what is logged is logged all the same, and verify tells of it", async () => {
    const slug = await createCharter(admin);
    await breakItem({ event_id: PARTITIONS.closeouts, timestamp: DAY }, "charters");
    expect((await admin.send("POST", "/api/payment/log", payment(slug, "unnoted"))).status).toBe(201);
    expect(countedBroken()).toBeGreaterThan(0);
    const day = read(CloseoutResponse, await admin.send("GET", `/api/closeouts/${DAY}`));
    expect([day.lines, day.broken_parts]).toMatchObject([[], [{ part: "charters", entries: null }]]);
  });
});

describe("A session or an account that cannot be read", () => {
  it.each([
    ["session", (cookie: string) => sessionKeyOf(cookie), ["expires_at", "never"]],
    ["account", () => accountItemKey(accountKey("cody@example.com")), ["role", 5]],
  ] as const)(
    "lets a patron sign on that device all the same, whose crew is signed out: a broken %s",
    async (...how) => {
      const [, keyOf, broken] = how;
      const slug = await createCharter(admin, { title: `broken ${how[0]}` });
      const holder = await harness.as("crew");
      const token = (holder.cookie.split("=")[1] ?? "").split(";")[0] ?? "";
      await harness.services.table.update(keyOf(token), { set: [broken] });
      const signed = signature(`Signed beside a broken ${how[0]}`);
      expect((await holder.send("POST", `/g/${slug}/waiver`, signed)).status).toBe(201);
      expect(read(SessionResponse, await holder.send("GET", "/api/session")).account).toBeNull();
      expect((await holder.send("GET", `/api/event/${slug}`)).status).toBe(401);
      expect(harness.logs.join("\n")).toContain("BrokenItem");
    },
  );
});

function sessionKeyOf(token: string): Key {
  return { event_id: `${PARTITIONS.session}${createHash("sha256").update(token).digest("hex")}`, timestamp: "session" };
}
