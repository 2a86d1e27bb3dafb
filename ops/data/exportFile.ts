import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import * as v from "valibot";

import { canonicalJson } from "../../rules/canonicalJson.ts";
import { Refusal } from "../refusal.ts";
import { count, describeNumber } from "../cli/words.ts";
import { compareLines, readLine, type Line } from "./lines.ts";

/**
 * An export is a head, one line for each item, and a seal that counts the items and hashes every byte before it. Nothing
 * in it tells when or of which stack it was made: the same data is the same bytes, whichever table they are in.
 */
const HEAD = canonicalJson({ format: "ship-captain-crew export", version: 1 });
const Seal = v.pipe(v.string(), v.parseJson(), v.strictObject({ items: v.number(), sha256: v.string() }));

const LINE_FEED = 10;

/** An export as it lies on disk. */
export interface ExportFile {
  readonly lines: readonly Line[];
  /** What its seal says it is; "" without one. */
  readonly sha256: string;
  /** What shows that it is not as it was written; each is a sentence. */
  readonly problems: readonly string[];
}

/** Writes an export, readable by its owner only, and puts it in place when it is whole. Answers its bytes and its hash. */
export async function writeExport(file: string, lines: readonly Line[]): Promise<{ bytes: number; sha256: string }> {
  const unfinished = `${file}.new`;
  const handle = await createFile(unfinished);
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    const write = async (text: string): Promise<void> => {
      const data = Buffer.from(text);
      await handle.appendFile(data);
      hash.update(data);
      bytes += data.length;
    };
    await write(`${HEAD}\n`);
    for (const batch of inBatches(lines, 1_000)) await write(batch.map(({ text }) => `${text}\n`).join(""));
    const sha256 = hash.copy().digest("hex");
    await write(`${canonicalJson({ items: lines.length, sha256 })}\n`);
    await handle.sync();
    await rename(unfinished, file);
    return { bytes, sha256 };
  } finally {
    await handle.close();
    await rm(unfinished, { force: true });
  }
}

async function createFile(file: string): Promise<FileHandle> {
  try {
    // A mode is only given to a file that is created, so one that a killed export left must go.
    await rm(file, { force: true });
    return await open(file, "wx", 0o600);
  } catch (fault) {
    throw new Refusal(`${file} cannot be written: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
}

function* inBatches<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** Reads an export and checks every byte of it; a Refusal for a file that is no export at all. */
export async function readExport(file: string): Promise<ExportFile> {
  const hash = createHash("sha256");
  const lines: Line[] = [];
  const problems: string[] = [];
  // One line behind the file, as the last one is the seal and not part of what it seals.
  let number = 0;
  let last = "";
  for await (const bytes of splitFile(file)) {
    if (number === 1) checkHead(file, last);
    if (number > 1) takeLine(last, number, lines, problems);
    if (number > 0) hash.update(`${last}\n`);
    last = bytes.toString();
    number += 1;
  }
  if (number < 2) checkHead(file, last);
  const seal = v.safeParse(Seal, last);
  if (!seal.success) problems.push("Its last line is missing: the file was cut off.");
  else problems.push(...breaches(seal.output, number - 2, hash.digest("hex")));
  return { lines, problems, sha256: seal.success ? seal.output.sha256 : "" };
}

function checkHead(file: string, first: string): void {
  if (first !== HEAD) throw new Refusal(`${file} is not an export of this program: its first line is not ${HEAD}.`);
}

function takeLine(text: string, number: number, lines: Line[], problems: string[]): void {
  const line = readLine(text);
  const before = lines.at(-1);
  if (line === undefined) problems.push(`Line ${number} is not an item as an export writes it.`);
  else if (before !== undefined && compareLines(before, line) >= 0)
    problems.push(`Line ${number} is out of order, or an item twice.`);
  if (line !== undefined) lines.push(line);
}

function breaches(seal: v.InferOutput<typeof Seal>, items: number, sha256: string): string[] {
  if (seal.items !== items)
    return [`Its last line counts ${count(seal.items, "item")}, and there are ${describeNumber(items)}.`];
  return seal.sha256 === sha256
    ? []
    : ["It was changed after it was exported: its SHA-256 is not the one in its last line."];
}

/** Splits at line feeds and at nothing else: node:readline also splits at U+2028, which a note may hold. */
async function* splitFile(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of openFile(file)) {
    let from = 0;
    for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, to)]);
      rest = [];
      from = to + 1;
    }
    rest.push(chunk.subarray(from));
  }
  const end = Buffer.concat(rest);
  if (end.length > 0) yield end;
}

async function* openFile(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 }))
      yield v.parse(v.instance(Buffer), chunk);
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault)) throw fault;
    throw new Refusal(
      fault.code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${fault.message}.`,
    );
  }
}
