import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as v from "valibot";

import { parseItem } from "../../lambda/dynamodb/items.ts";
import { isDrawable } from "../../lambda/paper/drawable.ts";
import { readKeywords, type PaperClaim } from "../../lambda/paper/keywords.ts";
import type { Stamp } from "../../lambda/rfc3161/stamp.ts";
import { readStamp } from "../../lambda/stamps/stampRecord.ts";
import { parseShownText } from "../../lambda/waiverTexts/shown.ts";
import { shownKey } from "../../lambda/waiverTexts/stored.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import type { Report } from "../cli/command.ts";
import { Refusal } from "../refusal.ts";
import { kindOf } from "../data/kinds.ts";
import { toItem, type Line } from "../data/lines.ts";
import { toPlain, type Plain } from "../data/plain.ts";
import { verifySignature } from "./signature.ts";

const Hashes = v.object({ pdf_sha256: v.optional(v.set(v.string()), () => new Set<string>()) });

interface Candidate {
  readonly record: SignatureRecord;
  readonly item: Readonly<Record<string, Plain>>;
}

/** `sent`: this very file was mailed. `same`: it is what this program writes of the record. `changed`: it claims to be, and is not. */
type Standing = "sent" | "same" | "changed";

/** Says which signature a PDF is the copy of, among these items; it must be byte for byte what this program wrote. */
export async function verifyPdf(file: string, where: string, lines: readonly Line[]): Promise<Report> {
  const bytes = await readPdf(resolve(file));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const claim = await readClaim(bytes);
  for (const item of signaturesAmong(lines, [sha256, claim?.record_sha256])) {
    const { record, problems } = verifySignature(item);
    const standing = await judge({ record, item }, bytes, sha256, claim, lines);
    if (standing !== undefined)
      return report(file, { standing, record, sha256, problems: problems.map(({ text }) => text) });
  }
  return {
    ok: false,
    text: `✗ ${file} is the copy of no signature in ${where}.\n  Its SHA-256 is ${sha256}.`,
    data: { match: null, pdf_sha256: sha256 },
  };
}

async function readPdf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (fault) {
    throw new Refusal(`${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
}

/** What the file says of itself; anybody can write that into a file, so it only tells where to look. */
async function readClaim(bytes: Uint8Array): Promise<PaperClaim | undefined> {
  const { PDFDocument } = await import("@cantoo/pdf-lib");
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    return readKeywords(pdf.getKeywords() ?? "");
  } catch {
    // Not even a PDF: its hash alone may still be known.
    return undefined;
  }
}

/** The signature records in which one of these hashes occurs: the others need not be read. */
function signaturesAmong(
  lines: readonly Line[],
  hashes: readonly (string | undefined)[],
): readonly Record<string, Plain>[] {
  const wanted = hashes.filter((hash) => hash !== undefined);
  const found = lines.filter((line) => kindOf(line) === "signature" && wanted.some((hash) => line.text.includes(hash)));
  return found.map((line) => toPlain(toItem(line)));
}

async function judge(
  { record, item }: Candidate,
  bytes: Uint8Array,
  sha256: string,
  claim: PaperClaim | undefined,
  lines: readonly Line[],
): Promise<Standing | undefined> {
  if (parseItem(Hashes, item, "signature record").pdf_sha256.has(sha256)) return "sent";
  if (claim?.record_sha256 !== record.record_sha256) return undefined;
  // A paper that was written before its timestamp came does not show it.
  for (const stamp of new Set([readStamp(item), undefined])) {
    const written = await writeAgain(record, claim, lines, stamp);
    if (written !== undefined && Buffer.compare(written, bytes) === 0) return "same";
  }
  return "changed";
}

/** Writes the copy of a record as this program does now; undefined without the text that was signed. */
async function writeAgain(
  record: SignatureRecord,
  { time_zone }: PaperClaim,
  lines: readonly Line[],
  stamp: Stamp | undefined,
): Promise<Uint8Array | undefined> {
  const key = shownKey(record.text_sha256);
  const line = lines.find(({ event_id, timestamp }) => event_id === key.event_id && timestamp === key.timestamp);
  if (line === undefined || !isTimeZone(time_zone) || !isDrawable(record.signature)) return undefined;
  const { writeSignaturePdf } = await import("../../lambda/paper/signaturePdf.ts");
  return writeSignaturePdf({ record, text: parseShownText(toPlain(toItem(line))), timeZone: time_zone, stamp });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

interface Finding {
  readonly standing: Standing;
  readonly record: SignatureRecord;
  readonly sha256: string;
  readonly problems: readonly string[];
}

function report(file: string, { standing, record, sha256, problems }: Finding): Report {
  const { slug, participants, signer, signed_at, received_at, record_sha256 } = record;
  const names = participants.map(({ name }) => name);
  const ok = standing !== "changed" && problems.length === 0;
  const sentences: Readonly<Record<Standing, string>> = {
    sent: "is the copy that was mailed, byte for byte.",
    same: "is the copy of this record, byte for byte.",
    changed:
      "says that it is the copy of this signature, and is neither what was mailed nor what this version writes: do not rely on it. (Of what was only downloaded, and by an older version, that version alone can tell.)",
  };
  const rows = [
    ["Charter", slug],
    ["Participants", names.join(", ")],
    ["Signed by", signer.name],
    ["Signed", signed_at],
    ["Received", received_at],
    ["Record SHA-256", record_sha256],
    ["PDF SHA-256", sha256],
  ] as const;
  const text = [
    `${standing === "changed" ? "✗" : "✓"} ${file} ${sentences[standing]}`,
    ...rows.map(([label, value]) => `  ${label.padEnd(16)}${value}`),
    ...problems.map((problem) => `✗ ${problem}`),
  ].join("\n");
  const match = { standing, slug, participants: names, signer: signer.name, signed_at, received_at, record_sha256 };
  return { ok, text, data: { match, pdf_sha256: sha256, problems } };
}
