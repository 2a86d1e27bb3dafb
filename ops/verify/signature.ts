import { isDeepStrictEqual } from "node:util";

import type { Key } from "../../lambda/dynamodb/table.ts";
import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { hasRoomForMarks, marksOf, participantOf } from "../../lambda/charter/signedMarks.ts";
import { parseSignatureRecord, sealRecord, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import type { Plain } from "../data/plain.ts";
import type { Problem } from "./findings.ts";

/** What lies beside a record: the hashes of its PDFs, which are known only later, and which of its mails are never sent. */
const UNSEALED: ReadonlySet<string> = new Set(["pdf_sha256", "mail_withheld"]);

/** Reads a signature record and recomputes its hash; throws BrokenItem for what is no record. */
export function verifySignature(item: Readonly<Record<string, Plain>>): {
  record: SignatureRecord;
  problems: Problem[];
} {
  const { event_id, timestamp, ...rest } = item;
  const stored = Object.fromEntries(Object.entries(rest).filter(([name]) => !UNSEALED.has(name)));
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

/** Checks that the charter's marks, which the month list counts, are those of the records beside it. */
export function verifyMarks(
  { signed, outbox, failed_mails }: StoredEvent,
  ids: ReadonlySet<string>,
  soundRecords: readonly SignatureRecord[],
): Problem[] {
  const gone = [...signed].filter((mark) => !ids.has(mark.slice(0, mark.indexOf("#")))).map(participantOf);
  // Past their budget the records alone count (lambda/charter/signedMarks.ts).
  const unmarked = soundRecords
    .map(marksOf)
    .filter((marks) => hasRoomForMarks(signed, marks))
    .flatMap((marks) => marks.filter((mark) => !signed.has(mark)))
    .map(participantOf);
  const lost = [...Object.values(outbox), ...Object.values(failed_mails)].flatMap((mail) =>
    "signature_id" in mail && !ids.has(mail.signature_id) ? [mail.signature_id] : [],
  );
  return [
    ...lost.map((id) => ({ text: `A mail is about signature ${id}, which is not there: it cannot be sent.` })),
    ...gone.map((name) => ({ text: `It is marked as signed by ${name}, and that signature record is not there.` })),
    ...unmarked.map((name) => ({
      text: `${name} signed, and the month list does not count it; the charter's own page does.`,
    })),
  ];
}
