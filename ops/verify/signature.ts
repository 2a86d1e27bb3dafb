import { isDeepStrictEqual } from "node:util";

import type { Key } from "../../lambda/dynamodb/table.ts";
import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { countMarked, marksOf, signedNames } from "../../lambda/charter/signedMarks.ts";
import {
  OUTSIDE_THE_SEAL,
  parseSignatureRecord,
  sealRecord,
  signatureKey,
} from "../../lambda/charter/signatureRecord.ts";
import { numberPeople } from "../../rules/manifest/whoHasSigned.ts";
import { foldName } from "../../rules/people/foldName.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import type { Plain } from "../data/plain.ts";
import type { Problem } from "./findings.ts";

/** Reads a signature record and recomputes its hash; throws BrokenItem for what is no record. */
export function verifySignature(item: Readonly<Record<string, Plain>>): {
  record: SignatureRecord;
  problems: Problem[];
} {
  const { event_id, timestamp, ...rest } = item;
  const stored = Object.fromEntries(Object.entries(rest).filter(([name]) => !OUTSIDE_THE_SEAL.includes(name)));
  const record = parseSignatureRecord(stored);
  const problems = [
    ...checkContents(record, stored),
    ...checkHash(record),
    ...checkKey(record, { event_id, timestamp }),
  ];
  return { record, problems };
}

/** Parsing is forgiving, the hash is not: what a parser would leave out or trim must not be there. */
function checkContents(record: SignatureRecord, stored: Readonly<Record<string, Plain>>): Problem[] {
  if (isDeepStrictEqual(record, stored)) return [];
  const extra = Object.keys(stored).filter((name) => !(name in record));
  const what =
    extra.length > 0 ? `it also holds ${extra.join(", ")}` : "a text in it is not as the signing page sends it";
  return [{ text: `${nameOf(record)} was changed after it was signed: ${what}.` }];
}

function checkHash(record: SignatureRecord): Problem[] {
  const { record_sha256: stored, ...findings } = record;
  const computed = sealRecord(findings).record_sha256;
  if (computed === stored) return [];
  const text = `${nameOf(record)} was changed after it was signed: its hash is ${short(stored)}, and that of what it holds is ${short(computed)}.`;
  return [{ text, stored, computed }];
}

function short(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}

/** A record tells its own place, so that none can be moved to another charter unseen. */
function checkKey(
  record: SignatureRecord,
  { event_id, timestamp }: { event_id: Plain | undefined; timestamp: Plain | undefined },
): Problem[] {
  const key: Key = signatureKey(record.slug, record);
  if (key.event_id === event_id && key.timestamp === timestamp) return [];
  return [
    {
      text: `${nameOf(record)} lies in the wrong place: it says that it belongs to ${key.event_id}, at ${key.timestamp}.`,
    },
  ];
}

function nameOf({ signer, signed_at }: SignatureRecord): string {
  return `The signature of ${signer.name} at ${signed_at}`;
}

/** Checks that what the charter's own item says of who has signed, which the month list counts, is what the records say. */
export function verifyMarks(event: StoredEvent, records: readonly SignatureRecord[]): Problem[] {
  const signatures = numberPeople(
    records.flatMap(({ participants }) =>
      participants.map(({ name, birth_date }) => ({ signature: { participant: name }, birth_date })),
    ),
  );
  // Versions that did not count marked everybody who signed, on the list or not.
  const signed = event.tallied === 0 ? undefined : marksOf(event.patrons, signatures);
  const marked = signedNames(event);
  const expected = signed === undefined ? signatures.map(({ participant }) => participant) : signedNames({ signed });
  const ids = new Set(records.map(({ id }) => id));
  const lost = [...Object.values(event.outbox), ...Object.values(event.failed_mails)].flatMap((mail) =>
    "signature_id" in mail && !ids.has(mail.signature_id) ? [mail.signature_id] : [],
  );
  return [
    ...lost.map((id) => ({ text: `A mail is about signature ${id}, which is not there: it cannot be sent.` })),
    ...missingFrom(expected, marked).map((name) => ({
      text: `It is marked as signed by ${name}, and that signature record is not there.`,
    })),
    ...missingFrom(marked, expected).map((name) => ({
      text: `${name} signed, and the month list does not count it until somebody opens the charter's own page.`,
    })),
    ...(signed === undefined ? [] : verifyOthers(countMarked(event), countMarked({ ...event, signed }))),
  ];
}

function verifyOthers(marked: number, signed: number): Problem[] {
  if (marked === signed) return [];
  const text = `The month list counts ${String(marked)} who have signed, and the records are of ${String(signed)}; it counts anew when somebody opens the charter's own page.`;
  return [{ text }];
}

/** The names that the others lack. */
function missingFrom(others: readonly string[], names: readonly string[]): string[] {
  const known = new Set(others.map(foldName));
  return names.filter((name) => !known.has(foldName(name)));
}
