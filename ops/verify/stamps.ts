import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { sealedBytes } from "../../lambda/charter/signatureRecord.ts";
import { BrokenToken } from "../../lambda/rfc3161/errors.ts";
import { readStamp } from "../../lambda/stamps/stampRecord.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { count } from "../cli/words.ts";
import { kindOf } from "../data/kinds.ts";
import type { Line } from "../data/lines.ts";
import { Refusal } from "../refusal.ts";
import type { Mismatch } from "./findings.ts";
import type { Unknown } from "./limits.ts";
import { readAll } from "./readAll.ts";

/** PEM text of the certificates whose owners are trusted to tell the time; undefined: what a token says of itself counts. */
export type Trusted = string | undefined;

/** Reads the file of trusted certificates. */
export async function readTrusted(file: string | undefined): Promise<Trusted> {
  if (file === undefined) return undefined;
  const pem = await readFile(resolve(file), "utf8").catch((fault: unknown) => {
    throw new Refusal(`${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}.`);
  });
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) throw new Refusal(`${file} holds no certificate in PEM.`);
  return pem;
}

/** Checks, without asking anybody, that each timestamp beside a signature is of exactly this record, and what is stored of it is what it says. */
export async function verifyStamps(lines: readonly Line[], trusted: Trusted): Promise<Mismatch[]> {
  const stamped = lines.filter((line) => kindOf(line) === "signature" && line.text.includes('"stamp":'));
  if (stamped.length === 0) return [];
  const { readCertificates, readToken } = await import("../../lambda/rfc3161/token.ts");
  const certificates = trusted === undefined ? undefined : readCertificates(trusted);
  const { found, broken } = readAll(stamped, (item) => ({ stamp: readStamp(item), sealed: sealedBytes(item) }));
  const judged = found.map(async ({ line, read: { stamp, sealed } }): Promise<Mismatch[]> => {
    if (stamp === undefined) return [];
    const place = { where: line.event_id, item: line.timestamp };
    try {
      const { at, authority, token } = await readToken(Buffer.from(stamp.token, "base64"), sealed, certificates);
      if (at === stamp.at && authority === stamp.authority && token === stamp.token) return [];
      const text = `The timestamp of signature ${line.timestamp} is told otherwise than it is.`;
      return [{ ...place, text, stored: `${stamp.at}, ${stamp.authority}`, computed: `${at}, ${authority}` }];
    } catch (fault) {
      if (!(fault instanceof BrokenToken)) throw fault;
      return [{ ...place, text: `The timestamp of signature ${line.timestamp} does not hold. ${fault.message}` }];
    }
  });
  return [...broken, ...(await Promise.all(judged)).flat()];
}

/** Says how many signatures wait for an outside timestamp, and since when. */
export function findUnstamped(lines: readonly Line[]): Unknown[] {
  const notes = lines.filter(({ event_id }) => event_id === PARTITIONS.unstamped);
  if (notes.length === 0) return [];
  const [oldest = ""] = notes.map(({ timestamp }) => timestamp).sort();
  const number = notes.length;
  return [
    {
      number,
      text: `${count(number, "signature waits", "signatures wait")} for an outside timestamp, since ${oldest.split("#")[0] ?? ""}: the authority did not give one yet. The sweep asks again each minute.`,
    },
  ];
}
