import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { sealRecord, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { countMarked } from "../../lambda/charter/signedMarks.ts";
import { eventKey, parseEvent } from "../../lambda/charter/stored.ts";
import { itemBytes } from "../../lambda/dynamodb/itemBytes.ts";
import { queueReminders } from "../../lambda/reminders/queue.ts";
import { CHARTER_BUDGETS, ITEM_BYTES_MAX, PLAIN_ATTRIBUTES_BYTES, type Budget } from "../../rules/contract/budgets.ts";
import { createCharter, payment, readCharter, signature } from "./support/charter.ts";
import { idOf, readProblem, startHarness, type Client, type Harness } from "./support/harness.ts";

const BUDGETS: readonly Budget[] = Object.values(CHARTER_BUDGETS);
const AT = "2026-05-23T18:00:00.000Z";

let harness: Harness;
let admin: Client;

beforeAll(async () => {
  harness = await startHarness();
  admin = await harness.as("admin");
});
afterAll(() => harness.close());

async function storedItem(slug: string): Promise<object> {
  return (await harness.services.table.get(eventKey(slug))) as object;
}

function collectionsOf(item: object): string[] {
  return Object.entries(item).flatMap(([name, value]) => (typeof value === "object" && value !== null ? [name] : []));
}

/** Overwrites one attribute of a charter. */
async function fill(slug: string, name: string, value: unknown): Promise<void> {
  expect((await harness.services.table.update(eventKey(slug), { set: [[name, value]] })).ok).toBe(true);
}

/** A charter with something in each of its lists, maps and sets. */
async function busyCharter(): Promise<string> {
  const slug = await createCharter(admin, { title: "busy", crew: ["cody@example.com"], capacity: 6 });
  await admin.send("POST", `/api/event/${slug}/patrons`, { patrons: [{ id: idOf("Jane"), name: "Jane Doe" }], at: AT });
  await admin.send("POST", "/api/payment/log", payment(slug, "paid", { receipt_to: "jane@example.com" }));
  const correction = { timestamp: AT, reason: "wrong" };
  await admin.send("POST", "/api/payment/reversal", {
    ...correction,
    id: idOf("back"),
    event: slug,
    entry: idOf("paid"),
  });
  await admin.send("POST", `/g/${slug}/waiver`, signature("Jane Doe"));
  await admin.send("POST", `/api/event/${slug}/roster`, { id: idOf("roster") });
  await admin.send("POST", `/api/event/${slug}/briefing`, { given: true, at: AT });
  const departed = { kind: "departed", id: idOf("out"), at: AT, aboard: [], override: "Nobody came, the boat moves." };
  await admin.send("POST", `/api/event/${slug}/departures`, departed);
  return slug;
}

describe("The budgets of a charter's item", () => {
  it("name each list, map and set of it once", async () => {
    const item = await storedItem(await busyCharter());
    const known = parseEvent({ event_id: "2026-05-23-jane-afternoon", timestamp: "2026-05-23" });
    const named = BUDGETS.flatMap(({ attributes }) => attributes);

    // Parsing splits those who were taken off the list from the rest of one map.
    const collections = [...collectionsOf(item), ...collectionsOf(known)].filter((name) => name !== "removed_patrons");
    expect([...new Set(collections)].sort()).toEqual([...named].sort());
    expect(new Set(named).size).toBe(named.length);
  });

  it("fit the 400 KB of an item together, and the table takes one that is full to each of them", async () => {
    const full = BUDGETS.flatMap(({ bytes, attributes: [first = ""] }) => {
      const filler = (length: number): unknown => [["x".repeat(length)]];
      return [[first, filler(bytes - itemBytes(filler(0)) - first.length - 1)] as const];
    });
    const item = { ...eventKey("2026-05-23-full-afternoon"), ...Object.fromEntries(full) };

    expect(BUDGETS.reduce((sum, { bytes }) => sum + bytes, PLAIN_ATTRIBUTES_BYTES)).toBeLessThanOrEqual(ITEM_BYTES_MAX);
    expect(
      await harness.services.table.putNew({ ...item, note: "x".repeat(PLAIN_ATTRIBUTES_BYTES - 300) }),
    ).toMatchObject({ ok: true });
  });
});

describe("Past its budget", () => {
  it("a list of patrons is full, though it has fewer than it may count", async () => {
    const slug = await createCharter(admin, { title: "long names" });
    const patron = { name: "Ø".repeat(80), email: `${"e".repeat(200)}@example.com`, place: 0, added_at: AT };
    await fill(slug, "patrons", Object.fromEntries(Array.from({ length: 230 }, () => [randomUUID(), patron])));
    const patrons = [{ id: idOf("One more"), name: "One more" }];
    const answer = await admin.send("POST", `/api/event/${slug}/patrons`, { patrons, at: AT });

    expect(readProblem(answer)).toMatchObject({ status: 409, title: "The list is full" });
    expect(readProblem(answer).detail).toContain("fewer with long names");
    expect((await readCharter(admin, slug)).patrons).toBe(230);
  });

  it("a departure is refused, and what was recorded stays", async () => {
    const slug = await createCharter(admin, { title: "departures" });
    const entry = { kind: "correction", id: idOf("x"), entry: idOf("y"), reason: "r".repeat(500), by: "", name: "" };
    const entries = Array.from({ length: 80 }, () => ({ ...entry, at: AT, received_at: AT }));
    await fill(slug, "departures", entries);

    const request = { kind: "departed", id: idOf("late"), at: AT, aboard: [], override: "o".repeat(500) };
    const answer = await admin.send("POST", `/api/event/${slug}/departures`, request);
    expect(readProblem(answer)).toMatchObject({ status: 409, title: "Too many departure entries" });
    expect((await readCharter(admin, slug)).departures).toHaveLength(80);
  });

  it("a roster is mailed no more by hand", async () => {
    const slug = await createCharter(admin, { title: "rosters", crew: ["cody@example.com"] });
    const roster = (n: number) => admin.send("POST", `/api/event/${slug}/roster`, { id: idOf(`roster ${n}`) });
    await fill(slug, "roster_ids", new Set(Array.from({ length: 50 }, () => randomUUID())));

    expect(readProblem(await roster(1))).toMatchObject({ status: 409, title: "This roster was mailed too often" });
  });

  it("who has signed is marked as far as there is room, and everybody counts", async () => {
    const slug = await createCharter(admin, { title: "marks" });
    const names = Array.from({ length: 200 }, (_, n) => `${"Ø".repeat(76)} ${String(n).padStart(3, "0")}`);
    const patrons = names.map((name) => [idOf(name), { name, place: 0, added_at: AT }] as const);
    await fill(slug, "patrons", Object.fromEntries(patrons));
    for (const name of names) {
      const signed = signature(name, { id: idOf(`signed ${name}`) });
      const record = sealRecord({ ...signed, slug, address: "", user_agent: "", received_at: AT });
      await harness.services.table.putNew({ ...signatureKey(slug, record), ...record });
    }
    expect((await readCharter(admin, slug)).signed).toBe(200);
    const event = parseEvent(await storedItem(slug));
    const { signed } = event;
    expect(itemBytes(signed)).toBeLessThanOrEqual(CHARTER_BUDGETS.signed.bytes);
    expect([signed.size > 100, countMarked(event)]).toEqual([true, 200]);
  });

  it("reminders wait for room, and go when there is some", async () => {
    const slug = await createCharter(admin, { title: "reminded", date: "2026-05-24", starts_at: "09:00" });
    const patron = { id: idOf("Ann"), name: "Ann", email: "ann@example.com" };
    await admin.send("POST", `/api/event/${slug}/patrons`, { patrons: [patron], at: AT });
    const waiting = {
      kind: "roster",
      to: "x".repeat(300),
      news: "roster",
      tries: 1,
      due: AT,
      created_at: AT,
      origin: "",
    };
    await fill(slug, "failed_mails", Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`m${n}`, waiting])));
    const waits = async (): Promise<string[]> => Object.keys(parseEvent(await storedItem(slug)).outbox);

    await queueReminders(harness.services);
    expect(await waits()).toEqual([]);
    await fill(slug, "failed_mails", {});
    await queueReminders(harness.services);
    expect(await waits()).toHaveLength(1);
  });
});
