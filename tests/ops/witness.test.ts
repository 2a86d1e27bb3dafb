import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

import { paymentPlace } from "../../lambda/charter/sealed.ts";
import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { eventKey, parseEvent } from "../../lambda/charter/stored.ts";
import { headsOf } from "../../lambda/seals/head.ts";
import { seal } from "../../lambda/seals/seal.ts";
import { readMails as readSaved, type Witnesses } from "../../ops/verify/witness.ts";
import { findUnwitnessed } from "../../ops/verify/limits.ts";
import { verifyItems } from "../../ops/verify/verify.ts";
import type { Key } from "../../lambda/dynamodb/table.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { readWitnesses, writeWitness } from "../../rules/contract/witness.ts";
import { paidCents } from "../../rules/money/ledger.ts";
import { createCharter, payment, signature } from "../lambda/support/charter.ts";
import { idOf } from "../lambda/support/harness.ts";
import { readMails } from "../lambda/support/mime.ts";
import { useHarness } from "../lambda/support/useHarness.ts";
import { exportTable } from "./support/wholeRecord.ts";

const { harness, admin, crew, restart } = useHarness();
const directory = mkdtempSync(join(tmpdir(), "scc-witness-"));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A charter with three payments, and the mails about them as they were saved. */
async function paid(): Promise<{ slug: string; mails: Witnesses }> {
  await restart();
  const slug = await createCharter(admin);
  for (const [index, amount_cents] of [10_000, 20_000, 30_000].entries())
    await crew.send("POST", "/api/payment/log", payment(slug, `p${String(index)}`, { amount_cents }));
  return { slug, mails: await saved() };
}

async function saved(): Promise<Witnesses> {
  const mails = mkdtempSync(join(directory, "mails-"));
  harness.gmail.mails.forEach((mime, index) => {
    writeFileSync(join(mails, `${String(index)}.eml`), mime);
  });
  return readSaved(mails);
}

/** Writes another ledger in the place of a charter's with all the care there is: seals, ids, counters and total fit it. */
async function forge(slug: string, change: (ledger: LedgerEntry[]) => LedgerEntry[]): Promise<void> {
  const { table } = harness.services;
  const { payment_log } = parseEvent(await table.get(eventKey(slug)));
  const ledger = change(payment_log).map((entry) => seal(paymentPlace(slug), entry));
  await table.update(eventKey(slug), {
    set: Object.entries({
      payment_log: ledger,
      payment_seals: ledger.length,
      paid_cents: paidCents(ledger, 0),
      entry_ids: new Set(ledger.map(({ id }) => id)),
    }),
  });
}

const FORGERIES: readonly (readonly [string, (ledger: LedgerEntry[]) => LedgerEntry[], RegExp])[] = [
  [
    "an amount changed and sealed anew",
    (ledger) => ledger.map((entry) => (entry.kind === "payment" ? { ...entry, amount_cents: 10_000 } : entry)),
    /The first 2 of its ledger entries are not those that a mail knows/,
  ],
  [
    "the newest entry taken out",
    (ledger) => ledger.slice(0, 2),
    /A mail knows of 3 entries among its ledger entries, and there are 2/i,
  ],
  [
    "two entries swapped",
    (ledger) => [...ledger.slice(0, 1), ...ledger.slice(1).reverse()],
    /are not those that a mail knows/,
  ],
];

describe("What has left the house", () => {
  it.each(FORGERIES)("shows %s, which nothing in the table does", async (_, change, sentence) => {
    const { slug, mails } = await paid();
    await forge(slug, change);
    const lines = await exportTable(harness);
    expect(await verifyItems(lines)).toMatchObject({ mismatches: [], unsealed: [] });
    const { mismatches } = await verifyItems(lines, { witnesses: mails });
    expect(mismatches.map(({ text }) => text).join("\n")).toMatch(sentence);
    expect(new Set(mismatches.map(({ where }) => where))).toEqual(new Set([slug]));
  });

  it("shows a charter that is gone, and a signature", async () => {
    const { slug } = await paid();
    await crew.send("POST", `/g/${slug}/waiver`, signature("Jane Doe", { email: "jane@example.com" }));
    const mails = await saved();
    const { table } = harness.services;
    await table.remove(eventKey(slug));
    await table.remove(signatureKey(slug, signature("Jane Doe")));
    const { mismatches } = await verifyItems(await exportTable(harness), { witnesses: mails });
    const text = mismatches.map((found) => found.text).join("\n");
    expect(text).toMatch(/A mail knows of 3 entries among its ledger entries, and there are 0/);
    expect(text).toMatch(new RegExp(`A mail tells of signature ${idOf("Jane Doe")}, and no record has its hash`));
  });

  it("agrees with what nobody has touched, and says how much of it neither mails nor closeouts know", async () => {
    const { mails } = await paid();
    const lines = await exportTable(harness);
    expect((await verifyItems(lines, { witnesses: mails })).mismatches).toEqual([]);
    expect(findUnwitnessed(lines, { heads: [], signatures: [] })[0]?.text).toMatch(
      /^3 ledger entries of 1 charter are newer than every closeout\./,
    );
    expect(findUnwitnessed(lines, mails)).toEqual([]);
  });

  it("is the same ledger to each of its mails, however many payments come at the same moment", async () => {
    await restart();
    const slug = await createCharter(admin);
    const ids = Array.from({ length: 12 }, (_, index) => `at once ${String(index)}`);
    const answers = await Promise.all(ids.map((id) => crew.send("POST", "/api/payment/log", payment(slug, id))));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 201));
    const { heads } = await saved();
    const { payment_log } = parseEvent(await harness.services.table.get(eventKey(slug)));
    const computed = headsOf(paymentPlace(slug), payment_log).slice(1);
    expect(heads.toSorted((a, b) => a.entries - b.entries)).toEqual(
      computed.map((head) => ({ list: "ledger", of: slug, ...head })),
    );
    expect(
      (await verifyItems(await exportTable(harness), { witnesses: { heads, signatures: [] } })).mismatches,
    ).toEqual([]);
  });
});

describe("A saved mail", () => {
  const WITNESS = { list: "departures", of: "2026-05-23-jane-afternoon", entries: 2, sha256: "ab".repeat(32) } as const;

  it("is read as a mail, in a mailbox, as a quotation with broken lines, and as HTML alone", async () => {
    const { slug } = await paid();
    const [mime = "", second = ""] = harness.gmail.mails;
    const [mail] = await readMails([mime]);
    const quoted = (mail?.text ?? "").replace(/ entr/g, "\n entr").replace(/^/gm, "> ");
    const html = mime.replace(/--scc-\S+\r\nContent-Type: text\/plain[\s\S]*?(?=--scc-)/, "");
    const forms = {
      "one.eml": mime,
      "all.mbox": `From x\n${mime}\nFrom y\n${second}`,
      "pasted.txt": quoted,
      "html.eml": html,
    };
    const heads = await Promise.all(
      Object.entries(forms).map(async ([name, text]) => {
        writeFileSync(join(directory, name), text);
        return (await readSaved(join(directory, name))).heads.map(({ of, entries }) => [of, entries]);
      }),
    );
    expect(heads).toEqual([
      [[slug, 1]],
      [
        [slug, 1],
        [slug, 2],
      ],
      [[slug, 1]],
      [[slug, 1]],
    ]);
  });

  it("says one thing as it is written and read, and nothing without a whole hash", () => {
    expect(writeWitness(WITNESS)).toBe(`Departures of ${WITNESS.of}: 2 entries, SHA-256 ${WITNESS.sha256}`);
    expect(readWitnesses(`x ${writeWitness(WITNESS)}.`)).toEqual([WITNESS]);
    expect(readWitnesses(writeWitness(WITNESS).slice(0, -1))).toEqual([]);
    expect(readWitnesses(`${writeWitness(WITNESS)}0`)).toEqual([]);
  });

  it("that says nothing of the record is refused with a sentence", async () => {
    mkdirSync(join(directory, "empty"), { recursive: true });
    writeFileSync(join(directory, "empty", "other.txt"), "Hello");
    await expect(readSaved(join(directory, "empty"))).rejects.toThrow(/witnesses anything/);
    await expect(readSaved(join(directory, "missing"))).rejects.toThrow(/cannot be read/);
  });
});

describe("What a version before seals wrote", () => {
  /** An entry as that version appends it: without a seal, and uncounted. */
  async function appendBefore(slug: string, id: string): Promise<void> {
    const { table } = harness.services;
    const stored = {
      ...{ kind: "payment", purpose: "charter", currency: "USD", day: "2026-05-23" },
      ...{ recorded_by: "cody@example.com", recorded_at: "2026-05-23T18:00:00.000Z" },
      ...{ id: idOf(id), patron: "Jane Doe", amount_cents: 12_000, method: "cash" },
      ...{ timestamp: "2026-05-23T17:59:00.000Z", note: "" },
    };
    const written = await table.update(eventKey(slug), {
      append: [["payment_log", [stored]]],
      add: [
        ["entry_ids", new Set([idOf(id)])],
        ["paid_cents", 12_000],
      ],
    });
    expect(written.ok).toBe(true);
  }

  it("is read and added to as before, and told as unsealed and not as broken", async () => {
    await restart();
    const slug = await createCharter(admin);
    const money = { event: slug, timestamp: "2026-05-23T18:00:00.000Z", reason: "x" };
    await crew.send("POST", "/api/payment/log", payment(slug, "sealed"));
    await appendBefore(slug, "unsealed");
    const corrected = await crew.send("POST", "/api/payment/reversal", {
      ...money,
      id: idOf("r"),
      entry: idOf("unsealed"),
    });
    expect(corrected.status).toBe(201);
    const findings = await verifyItems(await exportTable(harness), { witnesses: await saved() });
    expect(findings.mismatches).toEqual([]);
    expect(findings.unsealed).toEqual([
      { where: slug, words: ["ledger entry", "ledger entries"], number: 1, last: "2026-05-23T18:00:00.000Z" },
    ]);
  });

  it("is witnessed by the next mail: changed after it, it shows", async () => {
    await restart();
    const slug = await createCharter(admin);
    await appendBefore(slug, "unsealed");
    await crew.send("POST", "/api/payment/log", payment(slug, "next"));
    const mails = await saved();
    const key: Key = eventKey(slug);
    const { payment_log } = parseEvent(await harness.services.table.get(key));
    const forged = payment_log.map((entry, index) => (index === 0 ? { ...entry, note: "put in by hand" } : entry));
    await harness.services.table.update(key, { set: [["payment_log", forged]] });
    const lines = await exportTable(harness);
    expect((await verifyItems(lines)).mismatches).toEqual([]);
    expect((await verifyItems(lines, { witnesses: mails })).mismatches).toHaveLength(1);
  });

  it.each([
    [
      "a vessel",
      async () => {
        const heron = { id: idOf("heron"), name: "Heron", capacity: 6, required_crew: 1 };
        await admin.send("POST", "/api/vessels", heron);
        const key = { event_id: "vessels", timestamp: heron.id };
        await harness.services.table.update(key, {
          set: Object.entries({ capacity: 9, revision: 2, changed_sha256: "0".repeat(64) }),
        });
      },
      "vessel",
    ],
    [
      "a charter's details",
      async () => {
        const slug = await createCharter(admin);
        const changed = { capacity: 9, revision: 2, changed_at: "2026-05-24T00:00:00.000Z" };
        await harness.services.table.update(eventKey(slug), { set: Object.entries(changed) });
      },
      "charter's details",
    ],
  ])("when it changes %s is told as unsealed, and sealed anew by the next change", async (_, change, what) => {
    await restart();
    await change();
    const { mismatches, unsealed } = await verifyItems(await exportTable(harness));
    expect([mismatches, unsealed.map(({ words }) => words[0])]).toEqual([[], [what]]);
    const slug = "2026-05-23-jane-afternoon";
    await admin.send("PATCH", what === "vessel" ? `/api/vessels/${idOf("heron")}` : `/api/event/${slug}`, {
      revision: 2,
      capacity: 7,
    });
    expect((await verifyItems(await exportTable(harness))).unsealed).toEqual([]);
  });
});
