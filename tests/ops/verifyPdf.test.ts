import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { writeSignaturePdf } from "../../lambda/paper/signaturePdf.ts";
import { sealRecord, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { shownKey } from "../../lambda/waiverTexts/stored.ts";
import { writeExport } from "../../ops/data/exportFile.ts";
import { compareLines, toLine, type Line } from "../../ops/data/lines.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { runHere } from "./support/person.ts";

const directory = mkdtempSync(join(tmpdir(), "scc-pdf-"));
const TEXT = shownText(BUILT_IN_WAIVER, "en", "Blue Heron Sailing");
const RECORD = sealRecord({
  id: "00000000-0000-4000-8000-000000000001",
  waiver_version: TEXT.version,
  language: "en",
  text_sha256: textSha256(TEXT),
  participants: [{ name: "Zoë Ruiz", birth_date: "1985-03-01" }],
  signer: { name: "Zoë Ruiz", relationship: null },
  email: null,
  emergency_contact: { name: "Ana Ashore", phone: "+1 305 555 0142" },
  signature: { method: "typed", text: "Zoë Ruiz" },
  consent: true,
  signed_at: "2026-05-23T17:30:00.000Z",
  place: "own-device",
  slug: "2026-05-23-jane-afternoon",
  address: "203.0.113.7",
  user_agent: "Test Browser",
  received_at: "2026-05-23T17:30:02.000Z",
});
let pdf: Uint8Array;

/** An item as the table holds it; all values here are texts, maps of them, lists of them, true or null. */
function attribute(value: unknown): object {
  if (typeof value === "string") return { S: value };
  if (value === null) return { NULL: true };
  if (value === true) return { BOOL: true };
  if (value instanceof Set) return { SS: [...value].map(String) };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  return { M: attributes(value as object) };
}

function attributes(item: object): Record<string, object> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]));
}

function line(item: object): Line {
  return toLine(attributes(item) as Parameters<typeof toLine>[0]);
}

/** Writes an export with the signature, changed as asked, and the text that was signed. */
async function exportWith(name: string, changes: object = {}): Promise<string> {
  const file = join(directory, name);
  const signature = { ...signatureKey(RECORD.slug, RECORD), ...RECORD, ...changes };
  await writeExport(file, [line(signature), line({ ...shownKey(RECORD.text_sha256), ...TEXT })].sort(compareLines));
  return file;
}

function save(name: string, bytes: Uint8Array): string {
  const file = join(directory, name);
  writeFileSync(file, bytes);
  return file;
}

beforeAll(async () => {
  pdf = await writeSignaturePdf({ record: RECORD, text: TEXT, timeZone: "America/New_York" });
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

test("a PDF that was mailed is found by its hash, with charter, names and times", async () => {
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  const { code, out } = await runHere([
    "verify",
    "--pdf",
    save("a.pdf", pdf),
    "--file",
    await exportWith("a.jsonl", { pdf_sha256: new Set([sha256]) }),
  ]);
  expect(out).toMatch(
    /✓ \S+a\.pdf is the copy that was mailed, byte for byte\.\n {2}Charter +2026-05-23-jane-afternoon\n {2}Participants +Zoë Ruiz\n/,
  );
  for (const part of [RECORD.signed_at, RECORD.received_at, RECORD.record_sha256, sha256]) expect(out).toContain(part);
  expect(code).toBe(0);
});

test("a PDF whose hash is not stored is known by being written again", async () => {
  const { code, out } = await runHere(["verify", "--pdf", save("b.pdf", pdf), "--file", await exportWith("b.jsonl")]);
  expect([code, out]).toEqual([0, expect.stringContaining("is the copy of this record, byte for byte.")]);
});

test("a PDF that was changed is not relied on, though it names its record", async () => {
  const changed = Buffer.concat([pdf, Buffer.from("\n% changed")]);
  const { code, out } = await runHere([
    "verify",
    "--pdf",
    save("c.pdf", changed),
    "--file",
    await exportWith("c.jsonl"),
  ]);
  expect([code, out]).toEqual([
    1,
    expect.stringContaining("is neither what was mailed nor what this version writes: do not rely on it."),
  ]);
});

test("a mailed PDF shows that the record was changed since", async () => {
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  const file = await exportWith("d.jsonl", { pdf_sha256: new Set([sha256]), address: "198.51.100.1" });
  const { code, out } = await runHere(["verify", "--pdf", save("d.pdf", pdf), "--file", file]);
  expect([code, out]).toEqual([1, expect.stringContaining("was changed after it was signed")]);
});

test("a file that is the copy of nothing here, or no PDF, matches nothing", async () => {
  const other = await writeSignaturePdf({
    record: sealRecord({ ...RECORD, address: "198.51.100.9" }),
    text: TEXT,
    timeZone: "UTC",
  });
  const file = await exportWith("e.jsonl");
  for (const path of [save("e.pdf", other), save("e.txt", Buffer.from("Hello"))]) {
    const { code, out } = await runHere(["verify", "--pdf", path, "--file", file]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/is the copy of no signature in \S+e\.jsonl\.\n {2}Its SHA-256 is [0-9a-f]{64}/),
    ]);
  }
  expect((await runHere(["verify", "--pdf", join(directory, "none.pdf"), "--file", file])).code).not.toBe(0);
});
