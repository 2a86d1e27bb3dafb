import { beforeAll, describe, expect, it, vi } from "vitest";

import { eventKey, StoredEvent } from "../../lambda/charter/stored.ts";
import { parseItem } from "../../lambda/dynamodb/items.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { queueReminders } from "../../lambda/reminders/queue.ts";
import { verifyItems } from "../../ops/verify/verify.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { CalendarLinkResponse } from "../../rules/contract/api/calendar.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { toExport } from "../../simulate/checks/exported.ts";
import { createCharter, payment, signature } from "./support/charter.ts";
import { idOf, read, type Answer } from "./support/harness.ts";
import { copyHarness, startMemoryHarness, type MemoryHarness } from "./support/memoryHarness.ts";

// Writing the PDF takes longer than all else of a walk, and reads nothing of a charter.
vi.mock("../../lambda/paper/signaturePdf.ts", () => ({
  writeSignaturePdf: () => Promise.resolve(new TextEncoder().encode("%PDF")),
}));

const DAY = "2026-05-23";
const AT = "2026-05-23T17:59:00.000Z";
/** What stands beside the broken charter, and must not feel anything of it. */
const OMAR = "2026-05-23-omar-sunset";
let slug: string;
let base: MemoryHarness;

/** A charter with something in each of its parts, and another one of the day. */
beforeAll(async () => {
  base = await startMemoryHarness();
  const { admin, nobody, table } = base;
  slug = await createCharter(admin, { crew: ["cody@example.com"], title: "Birthday", vessel: "Heron", capacity: 9 });
  const omar = await createCharter(admin, { first_name: "Omar", period: "sunset" });
  const at = (path: string) => `/api/event/${slug}${path}`;
  const correct = (id: string) => ({ id: idOf(id), event: slug, timestamp: AT, reason: "Storm" });
  const patrons = ["Ann", "Bo"].map((name) => ({ id: idOf(name), name, email: `${name}@example.com`, aboard: true }));
  const requests: readonly (readonly [string, unknown])[] = [
    [at("/patrons"), { at: AT, patrons }],
    [at("/briefing"), { given: true, at: AT }],
    [at("/roster"), { id: idOf("roster") }],
    ["/api/payment/log", payment(slug, "paid", { receipt_to: "ann@example.com" })],
    ["/api/payment/log", payment(slug, "twice")],
    ["/api/payment/log", payment(omar, "omar's")],
    ["/api/payment/refund", { ...correct("back"), payment: idOf("paid"), amount_cents: 100, method: "cash" }],
    ["/api/payment/reversal", { ...correct("out"), entry: idOf("twice") }],
    [
      at("/departures"),
      { kind: "departed", id: idOf("left"), at: AT, aboard: [idOf("Ann"), idOf("Bo")], override: "Go" },
    ],
    [at("/departures"), { kind: "correction", id: idOf("not left"), at: AT, entry: idOf("left"), reason: "Fog" }],
  ];
  for (const [path, body] of requests)
    expect([path, (await admin.send("POST", path, body)).status]).toEqual([path, expect.toBeOneOf([200, 201])]);
  await nobody.send("POST", `/g/${slug}/waiver`, signature("Ann"));
  const waiting = { tries: 8, due: AT, created_at: AT, origin: "https://charters.example" };
  await table.update(eventKey(slug), {
    set: [[["failed_mails", "given-up"], { kind: "payment", entry_id: idOf("paid"), ...waiting }]],
    add: [["mail_failed", 1]],
  });
  await admin.send("GET", `/api/event/${slug}`);
});

/** All that is stored of a charter but its key, by its schema; and the sets that only updates look at. */
const KEY = ["event_id", "timestamp"];
const SETS = Object.values(CHARTER_BUDGETS).flatMap(({ attributes }) => attributes.map(String));
const ATTRIBUTES = [...new Set([...Object.keys(StoredEvent.entries), ...SETS])].filter((name) => !KEY.includes(name));

/** Of each type that DynamoDB has, one that no part of a charter is. */
const WRONG: readonly unknown[] = [null, "no such thing", 5.5, ["x"], { broken: true }, new Set(["x"])];

/** What no entry of a list or a map is. */
const ENTRIES: readonly unknown[] = [null, "no such thing", { broken: true }];

interface Plant {
  readonly part: string;
  readonly value: unknown;
}

/** Each attribute as each wrong thing, and of each list and map an entry as each, beside those that are sound. */
function plants(): Plant[] {
  const stored = base.table.items().find((item) => item["event_id"] === slug && item["timestamp"] === DAY) ?? {};
  return ATTRIBUTES.flatMap((part) => {
    const whole = WRONG.map((value) => ({ part, value }));
    const sound = stored[part];
    if (isList(sound)) {
      const torn = sound.map((entry) => withoutOne(entry));
      return [
        ...whole,
        ...[...ENTRIES, ...torn].map((entry) => ({ part, value: [sound[0], entry, ...sound.slice(1)] })),
      ];
    }
    if (typeof sound !== "object" || sound === null || sound instanceof Set || part === "briefing") return whole;
    const entries = Object.entries(sound);
    const torn = entries.map(([id, entry]) => ({ part, value: { ...sound, [id]: withoutOne(entry) } }));
    return [...whole, ...torn, ...ENTRIES.map((entry) => ({ part, value: { ...sound, [idOf("torn")]: entry } }))];
  });
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Without the first of its fields, which every kind of it must have. */
function withoutOne(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null ? Object.fromEntries(Object.entries(entry).slice(1)) : null;
}

/** Whether the whole item is still read without a word. */
function isReadable(item: unknown): boolean {
  try {
    parseItem(StoredEvent, item, "charter");
    return true;
  } catch {
    return false;
  }
}

function countedBroken({ logs }: MemoryHarness): number {
  return logs.filter((line) => line.includes('"BrokenItem":1')).length;
}

/** What a request may be answered: that it is done, or a true refusal. */
function expectTrue(what: string, { status, text }: Answer, refusals: readonly number[] = [409]): void {
  if (status < 300) return;
  expect([what, status, text]).toEqual([what, expect.toBeOneOf([...refusals]), expect.not.stringContaining("busy")]);
}

/** Plants something into the charter and does all that is done with one on a day. */
async function walk({ part, value }: Plant): Promise<void> {
  const harness = await copyHarness(base);
  const { admin, crew, nobody, table, services } = harness;
  for (const client of [admin, crew, nobody]) client.newer = true;
  const at = (path = "") => `/api/event/${slug}${path}`;
  // DynamoDB itself keeps what its indexes are made of from being anything else than text.
  if (part === "outbox_due" && typeof value !== "string") return;
  await table.update(eventKey(slug), { set: [[part, value]] });
  const readable = isReadable(await table.get(eventKey(slug)));

  // What is broken is told: by verify, in the month, on its own page, and by the alarm. Nothing of another charter is.
  const { mismatches } = await verifyItems(toExport(table.items()));
  if (!readable) expect(mismatches.map(({ text }) => text).join("\n")).toContain(part);
  expect(mismatches.filter(({ where }) => where === OMAR)).toEqual([]);
  const month = read(EventsResponse, await crew.send("GET", "/api/events?month=2026-05"));
  expect([...month.events, ...month.broken].map((charter) => charter.slug).sort()).toEqual([slug, OMAR].sort());
  expect(month.broken.map((charter) => charter.slug)).not.toContain(OMAR);
  const page = read(EventResponse, await crew.send("GET", at())).event;
  if (!readable) {
    expect(page.broken_parts.map((broken) => broken.part)).toContain(part);
    expect(countedBroken(harness)).toBeGreaterThan(0);
  }
  const { path: calendar } = read(CalendarLinkResponse, await admin.send("POST", "/api/calendar"));
  for (const path of [calendar, `/api/crew/day/${DAY}`, `/api/closeouts/${DAY}`, `/api/payments.csv?day=${DAY}`])
    expect([path, (await admin.send("GET", path)).status]).toEqual([path, 200]);
  expect((await admin.send("GET", `/api/payments.csv?day=${DAY}`)).text).toContain(OMAR);

  // Nothing of it closes the waiver.
  expect((await nobody.send("GET", `/g/${slug}/waiver`)).status).toBe(200);
  const signed = signature("Zoe");
  expect((await nobody.send("POST", `/g/${slug}/waiver`, signed)).status).toBe(201);

  // What needs it is refused in a sentence, and the rest goes on.
  const aboard = page.manifest.filter(({ aboard_at }) => aboard_at !== null).map(({ id }) => id);
  const correction = { event: slug, timestamp: AT, reason: "Storm" };
  const changes: readonly (readonly [string, string, unknown, number[]?])[] = [
    ["POST", "/api/payment/log", payment(slug, "more")],
    ["PATCH", at(`/patrons/${idOf("Ann")}`), { at: "2026-05-23T17:59:30.000Z", aboard: false }, [404, 409]],
    ["PATCH", at(`/patrons/${idOf("Ann")}`), { at: "2026-05-23T17:59:40.000Z", aboard: true }, [404, 409]],
    ["POST", at("/patrons"), { at: AT, patrons: [{ id: idOf("Cleo"), name: "Cleo" }] }],
    ["POST", at("/briefing"), { given: true, at: "2026-05-23T17:59:30.000Z" }],
    ["POST", at("/roster"), { id: idOf("roster again") }],
    [
      "POST",
      "/api/payment/receipt",
      { id: idOf("r"), event: slug, payment: idOf("paid"), to: "a@example.com" },
      [404, 409],
    ],
    [
      "POST",
      "/api/payment/refund",
      { ...correction, id: idOf("b2"), payment: idOf("paid"), amount_cents: 100, method: "cash" },
      [400, 404, 409],
    ],
    ["POST", "/api/payment/reversal", { ...correction, id: idOf("o2"), entry: idOf("back") }, [404, 409]],
    ["POST", at("/departures"), { kind: "departed", id: idOf("l2"), at: AT, aboard, override: "Go" }],
    ["POST", at("/mail/retry"), undefined],
    ["PATCH", at(), { revision: page.revision, title: "Sail", capacity: 7, crew: ["cody@example.com"] }],
  ];
  for (const [method, path, body, refusals] of changes)
    expectTrue(`${method} ${path}`, await admin.send(method, path, body), refusals);
  expect((await admin.send("POST", "/api/payment/log", payment(OMAR, "omar's second"))).status).toBe(201);

  // The sender brings what can be brought: whoever signed, and the other charter.
  await queueReminders(services);
  await sweepOutbox(services);
  expect(harness.sent).toEqual(
    expect.arrayContaining([`signature-${signed.id}`, idOf("omar's"), idOf("omar's second")]),
  );
  expect(harness.logs.filter((line) => line.includes('"error":"TypeError"'))).toEqual([]);
  read(EventResponse, await crew.send("GET", at()));
}

describe("A charter in which something is not what it should be", () => {
  it.each(ATTRIBUTES)("is hurt there and nowhere else: %s", async (part) => {
    const planted = plants().filter((plant) => plant.part === part);
    expect(planted.length).toBeGreaterThanOrEqual(WRONG.length);
    for (const plant of planted) {
      try {
        await walk(plant);
      } catch (error) {
        throw new Error(`${part} as ${JSON.stringify(plant.value)}`, { cause: error });
      }
    }
  });
});
