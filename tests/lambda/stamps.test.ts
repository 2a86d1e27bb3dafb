import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { sealedBytes, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { createApp } from "../../lambda/app.ts";
import { createHandle } from "../../lambda/handle.ts";
import { createAuthority } from "../../lambda/rfc3161/authority.ts";
import { readCertificates, readToken } from "../../lambda/rfc3161/token.ts";
import { readStamp } from "../../lambda/stamps/stampRecord.ts";
import { findUnstamped } from "../../ops/verify/stamps.ts";
import { verifyItems } from "../../ops/verify/verify.ts";
import { toItem } from "../../ops/data/lines.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { SWEEP_EVENT } from "../../rules/contract/tasks.ts";
import { mutationsOf } from "../ops/support/mutations.ts";
import { exportTable, replaceLine } from "../ops/support/wholeRecord.ts";
import { createCharter, signature } from "./support/charter.ts";
import { startAuthority, type TestAuthority } from "./support/authority.ts";
import { Client } from "./support/harness.ts";
import { listen } from "./support/listen.ts";
import { readMails } from "./support/mime.ts";
import { readPdfText } from "./support/pdfText.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, restart } = useHarness();
const directory = mkdtempSync(join(tmpdir(), "scc-stamps-"));
let authority: TestAuthority;
/** Of an app that knows the outside clock. */
let nobody: Client;
/** How often an outside clock was asked. */
let asked = 0;

beforeAll(async () => {
  authority = await startAuthority();
});
afterAll(() => {
  authority.close();
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  await restart();
  asked = 0;
  Object.assign(authority.faults, { down: false, slowMilliseconds: 0 });
  askAt(authority.url);
});

function askAt(url: string): void {
  const ask = createAuthority(url, harness.services.clock);
  Object.assign(harness.services, {
    askAuthority: (sealed: Uint8Array) => {
      asked += 1;
      return ask(sealed);
    },
  });
  nobody = new Client({ app: createApp(harness.services), settled: () => harness.settled() });
}

/** Signs, and answers the record's item as it is once its mails are out. */
async function signed(name = "Jane Doe"): Promise<{ slug: string; item: Record<string, unknown> }> {
  const slug = await createCharter(admin).catch(() => "2026-05-23-jane-afternoon");
  expect((await nobody.send("POST", `/g/${slug}/waiver`, signature(name))).status).toBe(201);
  return { slug, item: await itemOf(slug, name) };
}

/** The same, once it is stamped: on a busy machine the first answer may come too late, and a sweep asks again. */
async function stamped(): Promise<{ item: Record<string, unknown> }> {
  const { slug } = await signed();
  for (let tries = 0; tries < 20 && (await waiting()) > 0; tries += 1) {
    harness.clock.advance(61_000);
    await sweep();
  }
  return { item: await itemOf(slug, "Jane Doe") };
}

async function itemOf(slug: string, name: string): Promise<Record<string, unknown>> {
  return (await harness.services.table.get(signatureKey(slug, signature(name)))) as Record<string, unknown>;
}

async function waiting(): Promise<number> {
  const where = { where: "#event_id = :partition", values: { partition: PARTITIONS.unstamped } };
  return (await harness.services.table.query(where)).length;
}

const sweep = (): Promise<unknown> => createHandle(harness.services)({ ...SWEEP_EVENT });

async function paperText(): Promise<string> {
  const [mail] = await readMails(harness.gmail.mails.slice(-1));
  const lines = await readPdfText(mail?.files[0]?.bytes ?? Buffer.alloc(0));
  return lines.map(({ text }) => text).join("\n");
}

describe("A signature, where the stack names an outside clock", () => {
  it("carries its stamp when it is mailed, and the paper shows when and whose", async () => {
    const { item } = await signed();
    const stamp = readStamp(item);
    expect(stamp).toMatchObject({ authority: "Local time-stamp authority", at: expect.stringMatching(/Z$/) as string });
    expect([asked, await waiting()]).toEqual([1, 0]);
    expect(await paperText()).toMatch(/Stamped, by an outside[\s\S]*Local time-stamp authority/);
    expect((await verifyItems(await exportTable(harness))).mismatches).toEqual([]);
    expect((await verifyItems(await exportTable(harness), { trusted: authority.pem })).mismatches).toEqual([]);
  });

  it("is not asked about while somebody signs", async () => {
    harness.sender.away = true;
    await signed();
    expect([asked, await waiting()]).toEqual([0, 1]);
  });

  it("is mailed without it while the clock is away, and stamped by the sweep once it is back", async () => {
    authority.faults.down = true;
    const { slug, item } = await signed();
    expect([readStamp(item), harness.gmail.mails.length, await waiting()]).toEqual([undefined, 1, 1]);
    expect(await paperText()).not.toContain("by an outside");
    expect(findUnstamped(await exportTable(harness))[0]?.text).toMatch(
      /^1 signature waits for an outside timestamp, since 2026-05-23T18/,
    );

    harness.clock.advance(120_000);
    await sweep();
    expect(readStamp(await itemOf(slug, "Jane Doe"))).toBeUndefined();
    expect(harness.logs.join("\n")).toContain('"UnstampedAgeSeconds":120');
    authority.faults.down = false;
    harness.clock.advance(120_000);
    await sweep();
    expect(readStamp(await itemOf(slug, "Jane Doe"))).toBeDefined();
    expect([await waiting(), findUnstamped(await exportTable(harness))]).toEqual([0, []]);
  });

  it("asks a clock that is away once a minute, however many sign", async () => {
    const calls = { number: 0 };
    const server = createServer((_, response) => {
      calls.number += 1;
      response.writeHead(503).end();
    });
    askAt(await listen(server));
    for (const name of ["Ann", "Bo", "Cy"]) await signed(name);
    await sweep();
    expect([asked > 2, calls.number, await waiting()]).toEqual([true, 1, 3]);
    server.close();
  });

  it("takes away the note of a record that never came", async () => {
    const key = {
      event_id: PARTITIONS.unstamped,
      timestamp: "2026-05-23T18:00:00.000Z#2026-05-23-jane-afternoon#gone",
    };
    await harness.services.table.putNew({ ...key, tries: 0 });
    await sweep();
    expect(await waiting()).toBe(1);
    harness.clock.advance(3_700_000);
    await sweep();
    expect(await waiting()).toBe(0);
  });

  it("stamps the others where one record cannot be", async () => {
    authority.faults.down = true;
    const { slug } = await signed("Ann");
    await signed("Bo");
    // A fraction: nothing of ours has sealed it.
    await harness.services.table.update(signatureKey(slug, signature("Ann")), { set: [["stray", 0.5]] });
    authority.faults.down = false;
    harness.clock.advance(120_000);
    await sweep();
    expect(readStamp(await itemOf(slug, "Bo"))).toBeDefined();
    expect(await waiting()).toBe(1);
  });

  it("takes no answer that is another record's, somebody else's or no stamp", async () => {
    const replies: Buffer[] = [];
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(replies[0]);
    });
    const url = await listen(server);
    const query = await fetch(authority.url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: "no query",
    });
    const rejected = Buffer.from(await query.arrayBuffer());
    for (const [index, reply] of [rejected, Buffer.from("<html>"), Buffer.alloc(0)].entries()) {
      replies[0] = reply;
      askAt(url);
      expect(readStamp((await signed(`Ann ${"ABC"[index] ?? ""}`)).item)).toBeUndefined();
    }
    expect(harness.gmail.mails).toHaveLength(3);
    server.close();
  });
});

describe("A stamp", () => {
  it("holds no more once it, or the record, is changed", async () => {
    await stamped();
    const lines = await exportTable(harness);
    const line = lines.find(({ text }) => text.includes('"stamp":'));
    if (line === undefined) throw new Error("Nothing is stamped.");
    const item = toItem(line);
    const unnoticed: string[] = [];
    for (const mutation of mutationsOf(item).filter(({ where }) => where.startsWith("stamp."))) {
      const { mismatches } = await verifyItems(replaceLine(lines, line, mutation.item));
      if (mismatches.length === 0) unnoticed.push(`${mutation.where} ${mutation.deed}`);
    }
    expect(unnoticed).toEqual([]);
  });

  it("is trusted up to a certificate that is among the trusted, and no further", async () => {
    const { item } = await stamped();
    const token = Buffer.from(readStamp(item)?.token ?? "", "base64");
    const other = await startAuthority();
    other.close();
    const lines = await exportTable(harness);
    expect((await verifyItems(lines, { trusted: other.pem })).mismatches[0]?.text).toMatch(/does not hold/);
    await expect(readToken(token, Buffer.from("another record"), readCertificates(authority.pem))).rejects.toThrow(
      "no sound",
    );
    const longer = Buffer.concat([token, Buffer.from([0])]);
    const whole = readToken(token, sealedBytes(item), readCertificates(authority.pem));
    await expect(whole).resolves.toMatchObject({ at: readStamp(item)?.at });
    await expect(readToken(longer, sealedBytes(item), readCertificates(authority.pem))).rejects.toThrow(
      "behind its end",
    );
  });

  const openssl = hasOpenssl();
  const required = process.env["SCC_REQUIRE_OPENSSL"] === "1";
  if (!openssl && !required) console.warn("NOT RUN: openssl checks our timestamps. To run it: apt-get install openssl");

  it.skipIf(!openssl && !required)("is checked by openssl, without us and without a network", async () => {
    const { item } = await stamped();
    writeFileSync(join(directory, "token.der"), Buffer.from(readStamp(item)?.token ?? "", "base64"));
    writeFileSync(join(directory, "authority.pem"), authority.pem);
    const verify = (digest: string): string =>
      execFileSync(
        "openssl",
        ["ts", "-verify", "-digest", digest, "-in", "token.der", "-token_in", "-CAfile", "authority.pem"],
        { cwd: directory, encoding: "utf8", stdio: "pipe" },
      );
    const { record_sha256 } = item;
    expect(verify(String(record_sha256))).toContain("Verification: OK");
    expect(() => verify("0".repeat(64))).toThrow();
  });
});

function hasOpenssl(): boolean {
  try {
    return execFileSync("openssl", ["version"], { encoding: "utf8" }).startsWith("OpenSSL");
  } catch {
    return false;
  }
}
