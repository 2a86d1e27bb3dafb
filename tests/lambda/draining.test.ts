import { setImmediate } from "node:timers/promises";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { eventKey } from "../../lambda/charter/stored.ts";
import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { TableUnavailable } from "../../lambda/dynamodb/errors.ts";
import type { Key, Table } from "../../lambda/dynamodb/table.ts";
import type { SendResult } from "../../lambda/gmail/sendMail.ts";
import { openDeliverAsked } from "../../lambda/outbox/deliverAsked.ts";
import { RUN_MAILS_MAX, sendDue } from "../../lambda/outbox/run.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import type { Services } from "../../lambda/services.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { createCharter, payment, signature } from "./support/charter.ts";
import { idOf, read } from "./support/harness.ts";
import { startMemoryHarness, type MemoryHarness } from "./support/memoryHarness.ts";

let harness: MemoryHarness;
let slug: string;

// The first mail waits for what writes it to be loaded.
beforeAll(() => import("nodemailer/lib/mail-composer"));
beforeEach(async () => {
  harness = await startMemoryHarness();
  slug = await createCharter(harness.admin);
});

/** Lets so many mails about one payment wait: the sender does not care how they came there. */
async function letWait(of: string, mails: number): Promise<void> {
  await harness.admin.send("POST", "/api/payment/log", payment(of, `of ${of}`));
  const at = "2026-05-23T17:00:00.000Z";
  const mail = { kind: "payment", entry_id: idOf(`of ${of}`), tries: 0, due: at, created_at: at, origin: "" };
  const more = Array.from({ length: mails - 1 }, (_, at) => [["outbox", `${of} ${String(at)}`], mail] as const);
  for (let from = 0; from < more.length; from += 40)
    await harness.table.update(eventKey(of), { set: more.slice(from, from + 40) });
}

/** A Gmail that keeps each mail until it is let go, so that a test sees how many it has. */
function holdingGmail(answer: SendResult = { state: "sent" }) {
  const held: (() => void)[] = [];
  const taken: string[] = [];
  const sendMail: Services["sendMail"] = ({ id }) =>
    new Promise((resolve) => {
      taken.push(id);
      held.push(() => {
        resolve(answer);
      });
    });
  /** Waits until nothing else can happen without Gmail. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
  };
  return {
    sendMail,
    taken,
    held,
    letGo: async () => {
      for (const go of held.splice(0)) go();
      await settle();
    },
    settle,
  };
}

describe("After an outage", () => {
  it("the first mail goes alone, and then five are with Gmail at once, each once", async () => {
    await letWait(slug, 12);
    const gmail = holdingGmail();
    const sweep = sweepOutbox({ ...harness.services, sendMail: gmail.sendMail });
    const atOnce: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await gmail.settle();
      atOnce.push(gmail.held.length);
      await gmail.letGo();
    }
    expect(atOnce).toEqual([1, 5, 5, 1]);
    expect(await sweep).toEqual({ sent: 12, delayed: 0, failed: 0 });
    expect(new Set(gmail.taken).size).toBe(12);
  });

  it("where Gmail is still away, one mail's try is used up and no other's", async () => {
    await letWait(slug, 12);
    const away = {
      ...harness.services,
      sendMail: () => Promise.resolve({ state: "unavailable", code: "503" } as const),
    };
    expect(await sweepOutbox(away)).toEqual({ sent: 0, delayed: 1, failed: 0 });
  });

  it("a sweep begins no more mails than a minute of Gmail's takes, and charters take turns among them", async () => {
    const quiet = await createCharter(harness.admin, { first_name: "Omar" });
    // Due long before: they are older than all others.
    await letWait(slug, RUN_MAILS_MAX + 20);
    await letWait(quiet, 1);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: RUN_MAILS_MAX, delayed: 0, failed: 0 });
    expect(harness.sent.indexOf(idOf(`of ${quiet}`))).toBeLessThan(5);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 21, delayed: 0, failed: 0 });
    expect(new Set(harness.sent).size).toBe(RUN_MAILS_MAX + 21);
  });

  it("a Gmail that wants no more for now costs no mail a try, however often", async () => {
    await letWait(slug, 3);
    const busy: Services["sendMail"] = () => Promise.resolve({ state: "busy", code: "rateLimitExceeded" });
    for (let minute = 0; minute < 20; minute += 1) {
      const clock = () => new Date(harness.services.clock().getTime() + minute * 60_000);
      expect(await sweepOutbox({ ...harness.services, clock, sendMail: busy })).toMatchObject({ sent: 0, failed: 0 });
    }
    const later = { ...harness.services, clock: () => new Date("2026-05-23T19:00:00.000Z") };
    expect(await sweepOutbox(later)).toEqual({ sent: 3, delayed: 0, failed: 0 });
  });
});

describe("Who has signed, where the table is away just then", () => {
  /** A table of which no partition can be queried; its indexes can be. */
  const lame = (table: Table): Table => ({
    ...table,
    query: (order) => (order.index === undefined ? Promise.reject(new TableUnavailable("away")) : table.query(order)),
  });
  const refusing: Services["sendMail"] = () => Promise.resolve({ state: "refused", code: "400" });
  const listed = async (): Promise<EventsResponse["events"][number] | undefined> =>
    read(EventsResponse, await harness.admin.send("GET", "/api/events?month=2026-05")).events[0];

  it("is counted by the next sweep", async () => {
    await harness.nobody.send("POST", `/g/${slug}/waiver`, signature("Eva"));
    await sweepOutbox({ ...harness.services, table: lame(harness.table) });
    expect(await listed()).toMatchObject({ signed: 0 });
    await sweepOutbox(harness.services);
    expect(await listed()).toMatchObject({ signed: 1 });
  });

  it("and a mail about it that was given up, too; the charter's page knows it before", async () => {
    await harness.nobody.send("POST", `/g/${slug}/waiver`, signature("Eva"));
    await sweepOutbox({ ...harness.services, sendMail: refusing, table: lame(harness.table) });
    expect(await listed()).toMatchObject({ mail_failed: 0 });
    const { event } = read(EventResponse, await harness.crew.send("GET", `/api/event/${slug}`));
    expect(event).toMatchObject({ mail_failed: 1, mail: { failed: 1 } });
  });

  it("is counted once more where a mail was given up after the count", async () => {
    await harness.nobody.send("POST", `/g/${slug}/waiver`, signature("Eva"));
    let counts = 0;
    const second: Table = {
      ...harness.table,
      query: (order) =>
        order.index === undefined && (counts += 1) === 2
          ? Promise.reject(new TableUnavailable("away"))
          : harness.table.query(order),
    };
    await sweepOutbox({ ...harness.services, sendMail: refusing, table: second });
    expect(await listed()).toMatchObject({ signed: 1, mail_failed: 0 });
    await sweepOutbox(harness.services);
    expect(await listed()).toMatchObject({ signed: 1, mail_failed: 1 });
  });
});

/** Counts how often items are read of a table. */
function countingReads(table: Table) {
  const reads = { gets: [] as string[], records: 0 };
  const counting: Table = {
    ...table,
    get: (key: Key, attributes) => {
      reads.gets.push(key.timestamp);
      return table.get(key, attributes);
    },
    query: async (order) => {
      const items = await table.query(order);
      reads.records += items.length;
      return items;
    },
  };
  return { table: counting, reads };
}

async function sign(name: string): Promise<Key> {
  const body = signature(name, { email: `${idOf(name)}@example.com`, signed_at: "2026-05-23T17:30:00.000Z" });
  harness.nobody.address = `203.0.113.${String(Number.parseInt(idOf(name).slice(0, 2), 16))}`;
  const answer = await harness.nobody.send("POST", `/g/${slug}/waiver`, body);
  expect([name, answer.status]).toEqual([name, 201]);
  return signatureKey(slug, body);
}

describe("The sender, asked for one signature after the other", () => {
  it("reads a signature once for both of its mails", async () => {
    const key = await sign("Jane");
    const { table, reads } = countingReads(harness.table);
    const patient = { ...harness.services, table, sendingMs: 60_000 };
    expect(await sendDue(patient, [key], "newest")).toEqual({ sent: 2, delayed: 0, failed: 0 });
    expect(reads.gets.filter((timestamp) => timestamp === key.timestamp)).toHaveLength(1);
  });

  it("reads all of a flooded charter's records now and then, and not each time; the sweep counts the rest", async () => {
    const SIGNED = 160;
    const { table, reads } = countingReads(harness.table);
    let now = harness.services.clock();
    const services = { ...harness.services, table, clock: () => now };
    const deliver = openDeliverAsked(services);
    for (let n = 0; n < SIGNED; n += 1) {
      const key = await sign(`Patron ${String(n)}`);
      // Past the limits no mail is written about it.
      await harness.table.update(key, { remove: ["outbox", "outbox_state", "outbox_due"] });
      await deliver([key]);
      now = new Date(now.getTime() + 100);
    }
    // Each of them would be n (n + 1) / 2: some 13,000.
    expect(reads.records).toBeLessThan(30 * SIGNED);
    await sweepOutbox(services);
    const marks = (await harness.table.get(eventKey(slug))) as { signed: ReadonlySet<string> };
    expect([...marks.signed]).toEqual([`others#${String(SIGNED)}`]);
    // Nothing is left to be found again.
    expect(await sweepOutbox(services)).toEqual({ sent: 0, delayed: 0, failed: 0 });
    expect(harness.table.items().filter((item) => item["outbox_state"] !== undefined)).toEqual([]);
  });
});
