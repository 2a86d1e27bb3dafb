import type { Key } from "../../lambda/dynamodb/table.ts";
import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { countMarked, marksOf, signedNames } from "../../lambda/charter/signedMarks.ts";
import { sealedPartOf, parseSignatureRecord, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { numberPeople } from "../../rules/manifest/whoHasSigned.ts";
import { foldName } from "../../rules/people/foldName.ts";
import { SignatureRecord, SIGNING_PLACES } from "../../rules/contract/api/waiver.ts";
import { isDrawable } from "../../lambda/paper/drawable.ts";
import { findLanguage } from "../../rules/words/language.ts";
import type { Plain } from "../data/plain.ts";
import type { Problem } from "./findings.ts";
import { findBeside, sealOf } from "./seal.ts";

/**
 * Recomputes a record's hash over all that it holds, whatever version wrote it, and only then reads it: what is sealed and not
 * known here is newer, and not changed. Throws BrokenItem for what is no record.
 */
export function verifySignature(item: Readonly<Record<string, Plain>>): {
  record: SignatureRecord;
  problems: Problem[];
  newer: Problem[];
} {
  const { event_id, timestamp } = item;
  const stored = sealedPartOf(item);
  const record = parseSignatureRecord(stored);
  const problems = [...checkSeal(record, stored), ...checkKey(record, { event_id, timestamp })];
  return { record, problems, newer: problems.length === 0 ? newerIn(record, stored) : [] };
}

function checkSeal(record: SignatureRecord, stored: Readonly<Record<string, Plain>>): Problem[] {
  const beside = findBeside(stored, record.record_sha256, unknownNames(stored));
  if (beside?.length === 0) return [];
  if (beside !== undefined)
    return [
      {
        text: `${nameOf(record)} holds ${beside.join(", ")} beside what was signed: a later version wrote it, or somebody added it by hand. What was signed is as it was sealed.`,
      },
    ];
  const hashes = { stored: record.record_sha256, computed: sealOf(stored) ?? "none" };
  const differ = `its hash is ${short(hashes.stored)}, and that of what it holds is ${short(hashes.computed)}`;
  const newer = newerWords(record, stored);
  // A newer version may seal what it adds in a way of its own, and only that version can tell.
  return [
    newer.length === 0
      ? { text: `${nameOf(record)} was changed after it was signed: ${differ}.`, ...hashes }
      : {
          text: `${nameOf(record)} is of a newer version, ${newer.join(", ")}, and this one cannot check it: ${differ}. Verify it with that version.`,
          ...hashes,
        },
  ];
}

function unknownNames(stored: Readonly<Record<string, Plain>>): string[] {
  return Object.keys(stored).filter((name) => !Object.hasOwn(SignatureRecord.entries, name));
}

/** Says what of a sound record only a newer version can read. */
function newerIn(record: SignatureRecord, stored: Readonly<Record<string, Plain>>): Problem[] {
  const words = newerWords(record, stored);
  return words.length === 0
    ? []
    : [{ text: `${nameOf(record)} is as it was sealed, by a newer version: ${words.join(", ")}.` }];
}

function newerWords(record: SignatureRecord, stored: Readonly<Record<string, Plain>>): string[] {
  return [
    ...(isDrawable(record.signature) ? [] : [`signed by ${record.signature.method}`]),
    ...(findLanguage(record.language) === undefined ? [`in the language ${record.language}`] : []),
    ...(SIGNING_PLACES.some((place) => place === record.place) ? [] : [`at ${record.place}`]),
    ...unknownNames(stored).map((name) => `with ${name}`),
  ];
}

function short(sha256: string): string {
  return sha256.length < 20 ? sha256 : `${sha256.slice(0, 12)}…`;
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
    records.flatMap(({ participants, record_sha256 }) =>
      participants.map(({ name, birth_date }, nth) => ({
        signature: { participant: name, record_sha256, nth },
        birth_date,
      })),
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
