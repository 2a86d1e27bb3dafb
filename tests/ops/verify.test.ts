import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { openApiClient } from "../../local/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug, dockDate } from "../../local/demo.ts";
import { parseEvent, type StoredEvent } from "../../lambda/charter/stored.ts";
import { sha256Of } from "../../lambda/charter/signatureRecord.ts";
import { fromSdk } from "../../ops/data/attributes.ts";
import { toPlain, type Plain } from "../../ops/data/plain.ts";
import { verifyLedger } from "../../ops/verify/ledger.ts";
import { verifyMail } from "../../ops/verify/mail.ts";
import { verifyMarks, verifySignature } from "../../ops/verify/signature.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { balanceOf, decideRefund, decideReversal } from "../../rules/money/ledger.ts";
import { useOps } from "./support/command.ts";
import { runHere } from "./support/person.ts";
import { openTableClient, type TableClient } from "./support/tableClient.ts";
import { useCloud } from "../support/useCloud.ts";

const { directory, data, local: LOCAL, ops } = useOps();
const SLUG = demoSlug(new Date());
const DATE = dockDate(new Date());
const cloud = useCloud({ demo: true, dataDirectory: data });
let table: TableClient;

beforeAll(async () => {
  table = openTableClient(cloud);
  await correctLedger();
});

/** Logs what seeding does not: a refund, and a reversal of it. */
async function correctLedger(): Promise<void> {
  const client = openApiClient(cloud.url);
  await client.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
  const payment = (await readLedger())[0]?.id;
  const common = { event: SLUG, timestamp: new Date().toISOString(), reason: "Storm" };
  const refund = randomUUID();
  const refunded = await client.call("POST", "/api/payment/refund", {
    ...common,
    id: refund,
    payment,
    amount_cents: 5_000,
    method: "cash",
  });
  const reversed = await client.call("POST", "/api/payment/reversal", { ...common, id: randomUUID(), entry: refund });
  expect([refunded.status, reversed.status]).toEqual([201, 201]);
}

async function readLedger(): Promise<readonly LedgerEntry[]> {
  const client = openApiClient(cloud.url);
  await client.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
  return v.parse(EventResponse, (await client.call("GET", `/api/event/${SLUG}`)).body).event.ledger;
}

/** The key of a signature record in the table. */
async function signatureOf(participant: string): Promise<string> {
  const text = await exportText();
  const line =
    text
      .split("\n")
      .find((candidate) => candidate.includes("record_sha256") && candidate.includes(`{"S":"${participant}"}`)) ?? "";
  return /"timestamp":\{"S":"([^"]+)"\}/.exec(line)?.[1] ?? "";
}

async function exportText(): Promise<string> {
  await runHere(["export", ...LOCAL, "--out", join(directory, "x.jsonl"), "--force"]);
  return readFileSync(join(directory, "x.jsonl"), "utf8");
}

test("what the program wrote itself is all right, in the table and in an export", async () => {
  const live = await ops(["verify", ...LOCAL]);
  await exportText();
  const file = await ops(["verify", "--file", join(directory, "x.jsonl")]);
  const asJson = await ops(["verify", ...LOCAL, "--json"]);
  const others = Number(/"others": ?(\d+)/.exec(asJson.out)?.[1]);
  const counts = `4 charters, 5 signature records, 2 accounts, ${String(others)} other items, 6 ledger entries. Every hash and every total is right.\n`;
  // No day of it is counted yet.
  const known =
    "· 6 ledger entries of 3 charters are newer than every closeout. Whether those are all, in their order, the mails to the admin know: verify --witness reads them.\n\n";
  expect(live).toEqual({ code: 0, out: `${known}✓ The table of local holds ${counts}`, err: "" });
  expect(file).toEqual({ code: 0, out: `${known}✓ ${join(directory, "x.jsonl")} holds ${counts}`, err: "" });
  expect(JSON.parse(asJson.out)).toMatchObject({
    charters: 4,
    entries: 6,
    signatures: 5,
    accounts: 2,
    damage: [],
    mismatches: [],
  });
});

interface Damage {
  readonly name: string;
  readonly harm: () => Promise<unknown>;
  readonly sentence: RegExp;
}

const DAMAGES: readonly Damage[] = [
  {
    name: "a changed amount",
    harm: () => table.set(SLUG, DATE, "payment_log[0].amount_cents", { N: "2000" }),
    sentence: /✗ .*-jane-afternoon: Its stored total is 300\.00 USD, and its ledger adds up to 1[23]0\.00 USD\./,
  },
  {
    name: "a changed total",
    harm: () => table.set(SLUG, DATE, "paid_cents", { N: "1" }),
    sentence: /✗ .*-jane-afternoon: Its stored total is 0\.01 USD, and its ledger adds up to 300\.00 USD\./,
  },
  {
    name: "an entry that was taken out",
    harm: () => table.set(SLUG, DATE, "payment_log", { L: [] }),
    sentence: /4 entries are gone from the ledger: its set of ids still names them/,
  },
  {
    name: "a changed text in a signature",
    harm: async () => table.set(SLUG, await signatureOf("Jane Porter"), "user_agent", { S: "Another phone" }),
    sentence:
      /The signature of Jane Porter at .* was changed after it was signed: its hash is [0-9a-f]{12}…, and that of what it holds is/,
  },
  {
    name: "something added to a signature",
    harm: async () => table.set(SLUG, await signatureOf("Jane Porter"), "remark", { S: "ok" }),
    sentence:
      /The signature of Jane Porter at .* holds remark beside what was signed: .* What was signed is as it was sealed\./,
  },
  {
    name: "a deleted signature",
    harm: async () => table.remove(SLUG, await signatureOf("Jane Porter")),
    sentence: /It is marked as signed by Jane Porter, and that signature record is not there\./,
  },
  {
    name: "a signature in another charter",
    harm: async () =>
      table.put({
        ...(await table.get(SLUG, await signatureOf("Sam Okafor"))),
        event_id: { S: `${DATE}-omar-sunset` },
      }),
    sentence:
      /omar-sunset: The signature of Sam Okafor at .* lies in the wrong place: it says that it belongs to .*-jane-afternoon/,
  },
  {
    name: "a field of another type",
    harm: () => table.set(SLUG, DATE, "#capacity", { S: "six" }),
    sentence: /cannot be read\. A stored charter is broken: capacity \(expected/,
  },
  {
    name: "a month that no list shows",
    harm: () => table.set(SLUG, DATE, "#month", { S: "2020-01" }),
    sentence: /The list of \d{4}-\d\d does not show it: its stored month is 2020-01\./,
  },
  {
    name: "an account under another address",
    harm: () =>
      table.put({
        event_id: { S: "accounts" },
        timestamp: { S: "0".repeat(32) },
        email: { S: "eve@example.com" },
        name: { S: "Eve" },
        role: { S: "admin" },
        password: { S: "x" },
        generation: { N: "1" },
        created_at: { S: "2026-05-23T18:00:00.000Z" },
      }),
    sentence: /accounts: The account of eve@example\.com cannot sign in/,
  },
  {
    name: "signatures without their charter",
    harm: () => table.remove(SLUG, DATE),
    sentence: /jane-afternoon: 2 signature records belong to a charter that is not there\./,
  },
];

test.each(DAMAGES)("$name is found in the table, and in an export of it", async ({ harm, sentence }) => {
  const before = await snapshot();
  await harm();
  const live = await runHere(["verify", ...LOCAL]);
  await exportText();
  const file = await runHere(["verify", "--file", join(directory, "x.jsonl")]);
  await before.putBack();
  expect([live.code, live.err, file.code]).toEqual([1, "", 1]);
  expect(live.out).toMatch(sentence);
  expect(file.out).toMatch(sentence);
  expect(live.out).toMatch(/\d mismatch(es)?; nothing was changed\.\n$/);
});

test("a signature that a newer version sealed is not called changed, whatever lies beside its seal, or how it is made", async () => {
  const { record_sha256, ...sealed } = verifySignature(await readRecord()).record;
  const newer = { ...sealed, witness: "Wim" };
  expect(sha256Of(newer)).not.toBe(record_sha256);
  const beside = { ...newer, record_sha256: sha256Of(newer), printed_at: "2026-05-23T18:00:00.000Z" };
  const texts = (item: Record<string, Plain>) =>
    verifySignature({ ...item, event_id: SLUG, timestamp: `${sealed.signed_at}#${sealed.id}` }).problems.map(
      ({ text }) => text,
    );
  expect(texts({ ...newer, record_sha256: sha256Of(newer) })).toEqual([]);
  expect(texts(beside)).toEqual([expect.stringContaining("holds printed_at beside what was signed")]);
  const otherwise = { ...newer, record_sha256: "b".repeat(64) };
  expect(texts(otherwise)).toEqual([
    expect.stringContaining("is of a newer version, with witness, and this one cannot"),
  ]);
  expect(texts({ ...sealed, record_sha256: "b".repeat(64) })).toEqual([expect.stringContaining("was changed after")]);
});

test("what a newer version wrote is told as newer, and not as wrong", async () => {
  const before = await snapshot();
  const timestamp = await signatureOf("Jane Porter");
  const { record_sha256, ...sealed } = verifySignature(await readRecord()).record;
  const newer = sha256Of({ ...sealed, place: "by-mail", witness: { name: "Wim" } });
  expect(newer).not.toBe(record_sha256);
  await table.set(SLUG, timestamp, "#place", { S: "by-mail" });
  await table.set(SLUG, timestamp, "witness", { M: { name: { S: "Wim" } } });
  await table.set(SLUG, timestamp, "record_sha256", { S: newer });
  await table.put({ event_id: { S: SLUG }, timestamp: { S: "notes" } });
  await table.set(SLUG, DATE, "#status", { S: "postponed" });
  await table.set(SLUG, DATE, "revision", { N: "2" });
  await table.set(SLUG, DATE, "changed_at", { S: new Date().toISOString() });
  const { code, out } = await runHere(["verify", ...LOCAL]);
  await before.putBack();
  expect(out).toMatch(
    /· \S+: The signature of Jane Porter at .* is as it was sealed, by a newer version: at by-mail, with witness\./,
  );
  expect(out).toMatch(/· \S+: Item notes is neither the charter nor a signature record/);
  expect(out).toMatch(/· \S+: A newer version wrote its status postponed\./);
  expect(out).toMatch(/All that this version can check is right; the rest is newer than it\.\n$/);
  expect(code).toBe(0);
});

test("what lies where nothing of this program's does is named, apart from what a newer version wrote", async () => {
  const odd = [
    ["2026-02-30-jane-afternoon", "2026-02-30"],
    ["notes", "2026-02-03"],
    ["kiosk", "pins"],
    ["availability#soon", "somebody"],
  ] as const;
  for (const [event_id, timestamp] of odd) await table.put({ event_id: { S: event_id }, timestamp: { S: timestamp } });
  const named = await runHere(["verify", ...LOCAL]);
  for (const [event_id, timestamp] of odd)
    expect(named.out).toMatch(new RegExp(`^\\? ${event_id}: Item ${timestamp} (?:lies under|has a key)`, "m"));
  expect(named.out.match(/^\? /gm)).toHaveLength(odd.length);
  expect(named.code).toBe(0);
  // Both are in the month list: one as broken, and one as if it were a second charter.
  await table.set(odd[0][0], odd[0][1], "#month", { S: "2026-02" });
  await table.put({ event_id: { S: SLUG }, timestamp: { S: "2026-02-03" }, month: { S: "2026-02" } });
  const listed = await runHere(["verify", ...LOCAL]);
  for (const [event_id, timestamp] of [...odd, [SLUG, "2026-02-03"] as const]) await table.remove(event_id, timestamp);
  expect(listed.out).toMatch(
    /^✗ 2026-02-30-jane-afternoon: Item 2026-02-30 stands in the list of 2026-02 and is no charter/m,
  );
  expect(listed.out).toMatch(new RegExp(`^✗ ${SLUG}: Item 2026-02-03 stands in the list of 2026-02`, "m"));
  expect(listed.code).toBe(1);
});

/** Keeps the items that the damages touch. */
async function snapshot(): Promise<{ putBack: () => Promise<void> }> {
  const keys = [
    [SLUG, DATE],
    [SLUG, await signatureOf("Jane Porter")],
    [SLUG, await signatureOf("Sam Okafor")],
  ] as const;
  const items = await Promise.all(keys.map(([eventId, timestamp]) => table.get(eventId, timestamp)));
  return {
    putBack: async () => {
      await Promise.all(items.map((item) => table.put(item)));
      await Promise.all([
        table.remove(SLUG, "notes"),
        table.remove("accounts", "0".repeat(32)),
        table.remove(`${DATE}-omar-sunset`, keys[2][1]),
      ]);
    },
  };
}

test("a file that was edited is said to be, and where", async () => {
  const path = join(directory, "edited.jsonl");
  writeFileSync(path, (await exportText()).replace("1988-04-12", "2012-04-12"));
  const { code, out } = await runHere(["verify", "--file", path]);
  expect(code).toBe(1);
  expect(out).toContain("✗ It was changed after it was exported");
  expect(out).toMatch(/✗ \S+: The signature of .* was changed after it was signed/);
});

test.each([[[]], [["--stack", "local", "--file", "x"]]])(
  "verify %j names neither or both places, and is no command",
  async (args) => {
    const { code, err } = await runHere(["verify", ...args]);
    expect([code, err]).toEqual([2, "verify looks at --stack STACK or at --file FILE. See npm run ops -- --help.\n"]);
  },
);

// ---- The rules, without a table.

const EVENT = parseEvent({ event_id: "2026-05-23-jane-afternoon", timestamp: "2026-05-23", currency: "USD" });
const INSTANT = "2026-05-23T18:00:00.000Z";
const recorded = { recorded_by: "ada@example.com", recorded_at: INSTANT, timestamp: INSTANT };
type Step = readonly ["payment" | "refund" | "reversal", number, number];

/** A ledger as the program lets one grow: each step is taken if the rules allow it. */
const anyLedger = fc
  .array(
    fc.tuple(fc.constantFrom("payment", "refund", "reversal"), fc.nat({ max: 20 }), fc.integer({ min: 1, max: 500 })),
    { maxLength: 15 },
  )
  .map((steps: Step[]) =>
    steps.reduce<LedgerEntry[]>((ledger, step, index) => [...ledger, ...grow(ledger, step, index)], []),
  );

function grow(ledger: readonly LedgerEntry[], [kind, which, amount_cents]: Step, index: number): LedgerEntry[] {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  const money = { amount_cents, currency: "USD", method: "cash" } as const;
  const target = ledger[which % Math.max(1, ledger.length)]?.id ?? "";
  const purpose = amount_cents % 3 === 0 ? "tip" : "charter";
  if (kind === "payment") return [{ kind, id, patron: "Jane", purpose, note: "", ...money, ...recorded }];
  if (kind === "refund")
    return decideRefund(ledger, { payment: target, amount_cents }).ok
      ? [{ kind, id, payment: target, reason: "x", ...money, ...recorded }]
      : [];
  return decideReversal(ledger, { entry: target }).ok ? [{ kind, id, entry: target, reason: "x", ...recorded }] : [];
}

function stored(ledger: readonly LedgerEntry[]): {
  event: StoredEvent;
  ids: { entry_ids: Set<string>; reversed_ids: Set<string> };
} {
  return {
    event: { ...EVENT, payment_log: [...ledger], paid_cents: balanceOf(ledger) },
    ids: {
      entry_ids: new Set(ledger.map(({ id }) => id)),
      reversed_ids: new Set(ledger.flatMap((entry) => (entry.kind === "reversal" ? [entry.entry] : []))),
    },
  };
}

test("any ledger that grew by the rules is all right, and none is with an entry gone, twice, or in another currency", () => {
  fc.assert(
    fc.property(anyLedger, fc.nat(), (ledger, where) => {
      const { event, ids } = stored(ledger);
      expect(verifyLedger(event, ids)).toEqual([]);
      fc.pre(ledger.length > 0);
      const at = where % ledger.length;
      const hit = ledger[at];
      const without = ledger.filter((_, index) => index !== at);
      const doubled = [...ledger.slice(0, at + 1), ...ledger.slice(at)];
      expect(verifyLedger({ ...event, payment_log: without }, ids)).not.toEqual([]);
      expect(verifyLedger({ ...event, payment_log: doubled }, ids)).not.toEqual([]);
      // Even when whoever took it out was careful with the total.
      expect(verifyLedger({ ...event, payment_log: without, paid_cents: balanceOf(without) }, ids)).not.toEqual([]);
      if (hit === undefined || hit.kind === "reversal") return;
      const inEuro = ledger.map((entry, index) => (index === at ? { ...hit, currency: "EUR" } : entry));
      expect(verifyLedger({ ...event, payment_log: inEuro }, ids)).toEqual([
        { text: expect.stringContaining("in EUR and USD") as string },
      ]);
    }),
  );
});

test("corrections that the rules forbid are named with their reason", () => {
  const [payment] = grow([], ["payment", 0, 100], 0);
  if (payment?.kind !== "payment") throw new Error("The first step is a payment.");
  const refund: LedgerEntry = {
    kind: "refund",
    id: randomUUID(),
    payment: payment.id,
    amount_cents: 150,
    currency: "USD",
    method: "cash",
    reason: "x",
    ...recorded,
  };
  const { event, ids } = stored([payment, refund]);
  expect(verifyLedger(event, ids)).toEqual([
    {
      text: `The refund of 1.50 USD recorded at ${INSTANT} (${refund.id}) should not be there: it is more than was left of its payment.`,
    },
  ]);
});

test("mail that nobody will send is found", () => {
  const entry_id = randomUUID();
  const mail = { kind: "payment", entry_id, tries: 1, due: INSTANT, created_at: INSTANT, origin: "https://x" } as const;
  const waiting: StoredEvent = { ...EVENT, outbox: { a: mail }, outbox_due: INSTANT, mail_failed: 1 };
  expect(verifyMail(EVENT, undefined)).toEqual([]);
  expect(
    verifyMail(
      {
        ...waiting,
        payment_log: [{ ...recorded, kind: "reversal", id: entry_id, entry: entry_id, reason: "x" }],
        mail_failed: 0,
      },
      "pending",
    ),
  ).toEqual([]);
  expect(verifyMail(waiting, undefined).map(({ text }) => text)).toEqual([
    "1 mail waits where the sweep does not look: nobody will send it.",
    `A mail is about entry ${entry_id}, which its ledger does not hold: it cannot be sent.`,
    "Its stored count of given-up mails is 1, and there are 0.",
  ]);
});

/** A record as it lies in the table. */
async function readRecord(): Promise<Record<string, Plain>> {
  return toPlain(fromSdk(await table.get(SLUG, await signatureOf("Jane Porter"))));
}

test("a sealed record is all right, and any change of any text in it is found", async () => {
  const stored = await readRecord();
  const texts = Object.keys(stored).filter((name) => typeof stored[name] === "string");
  expect(verifySignature(stored).problems).toEqual([]);
  expect(texts).toEqual(
    expect.arrayContaining(["address", "received_at", "record_sha256", "signed_at", "slug", "text_sha256"]),
  );
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.string(), (name, value) => {
      fc.pre(stored[name] !== value);
      expect(problemsOf({ ...stored, [name]: value })).toBeGreaterThan(0);
    }),
  );
  expect(problemsOf({ ...stored, signature: { method: "typed", text: "Jane Potter" } })).toBeGreaterThan(0);
  expect(problemsOf({ ...stored, signature: { method: "typed", text: "Jane Porter " } })).toBeGreaterThan(0);
});

function problemsOf(item: Parameters<typeof verifySignature>[0]): number {
  try {
    return verifySignature(item).problems.length;
  } catch {
    // A broken item; verifyPartition reports it as one problem.
    return 1;
  }
}

test("marks and records must fit", async () => {
  const { record } = verifySignature(await readRecord());
  const marks = (event: Partial<StoredEvent>) => verifyMarks({ ...EVENT, ...event }, [record]).map(({ text }) => text);
  const uncounted =
    "Jane Porter signed, and the month list does not count it until somebody opens the charter's own page.";
  const gone = "It is marked as signed by Al, and that signature record is not there.";
  // As versions before wrote them, a mark a participant.
  expect(marks({ signed: new Set([`${record.id}#Jane Porter`]) })).toEqual([]);
  expect(marks({ signed: new Set() })).toEqual([uncounted]);
  expect(marks({ signed: new Set([`${record.id}#Jane Porter`, "gone#Al"]) })).toEqual([gone]);
  // As they are counted: those on the list by name, and how many others.
  const patrons = { "1": { name: "Jane Porter", added_at: "2026-05-20T00:00:00.000Z", place: 0, email: null } };
  const counted = { tallied: 1, patrons };
  expect(marks({ ...counted, signed: new Set(["1#Jane Porter"]) })).toEqual([]);
  expect(marks({ ...counted, patrons: {}, signed: new Set(["others#1"]) })).toEqual([]);
  expect(marks({ ...counted, signed: new Set() })[0]).toBe(uncounted);
  expect(marks({ ...counted, signed: new Set(["1#Jane Porter", "2#Al"]) })[0]).toBe(gone);
  expect(marks({ ...counted, signed: new Set(["1#Jane Porter", "others#3"]) })).toEqual([
    "The month list counts 4 who have signed, and the records are of 1; it counts anew when somebody opens the charter's own page.",
  ]);
});
