import { createHash } from "node:crypto";
import * as v from "valibot";

import { SignatureSummary } from "../../rules/contract/api/event.ts";
import { SignatureRecord, type SignRequest } from "../../rules/contract/api/waiver.ts";
import { canonicalJson, type Json } from "../../rules/canonicalJson.ts";
import { numberPeople } from "../../rules/manifest/whoHasSigned.ts";
import { summarizeSignature } from "../../rules/waiver/summarizeSignature.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import { eventKey } from "./stored.ts";

/** What of a record is needed to show it in a charter. */
export const StoredSignature = v.object({
  slug: v.string(),
  ...v.pick(SignatureRecord, ["participants", "signer"]).entries,
  ...v.omit(SignatureSummary, ["participant", "person", "nth", "minor", "guardian", "given_for"]).entries,
});
export const SIGNATURE_SUMMARY_ATTRIBUTES = Object.keys(StoredSignature.entries);

/**
 * What lies on a record's item beside what is sealed: its key, the hashes of its PDFs, known only later, the mails about
 * it, which of them are held back, and what an outside clock said of it.
 */
const OUTSIDE_THE_SEAL: readonly string[] = [
  "event_id",
  "timestamp",
  "pdf_sha256",
  "stamp",
  "mail_withheld",
  "outbox",
  "failed_mails",
  "outbox_state",
  "outbox_due",
];

/** The table key of a signature record: beside its charter, by the device's clock. */
export function signatureKey(slug: string, { signed_at, id }: Pick<SignRequest, "signed_at" | "id">): Key {
  return { event_id: slug, timestamp: `${signed_at}#${id}` };
}

/** Records from before there were bounds may have a year of six digits. */
const SIGNATURE_KEY = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT[\d:.]+Z#/;

/** Tells whether what lies beside a charter is a signature record, by its sort key; a newer version may keep other things there. */
export function isSignatureKey(timestamp: string): boolean {
  return SIGNATURE_KEY.test(timestamp);
}

/** What of a stored record the crew sees, and what tells people of one name apart. */
export type StoredSignature = v.InferOutput<typeof StoredSignature>;

/** Reads what of a stored record the crew sees. */
export function parseStoredSignature(item: unknown): StoredSignature {
  return parseItem(StoredSignature, item, "signature record");
}

/** Shows the records of a charter to the crew in the order in which they came, a line for each participant. `slug`: what it goes by. */
export function summarizeSignatures(stored: readonly StoredSignature[], slug: string): SignatureSummary[] {
  const records = [...stored].sort((a, b) => (a.received_at < b.received_at ? -1 : 1));
  return numberPeople(
    records.flatMap((record) =>
      summarizeSignature(
        shownOf(record, slug),
        record.participants,
        record.signer,
        eventKey(record.slug).timestamp,
      ).map((signature, place) => ({ signature, birth_date: record.participants[place]?.birth_date ?? "" })),
    ),
  );
}

/** Named one by one: what a record holds besides, an address and a birth date, is not for the crew. */
function shownOf(stored: StoredSignature, slug: string) {
  const { id, emergency_contact, signed_at, received_at, waiver_version, language, place, record_sha256 } = stored;
  const shown = { id, emergency_contact, signed_at, received_at, waiver_version, language, place, record_sha256 };
  const { mail_withheld, slug: given_for } = stored;
  return {
    ...shown,
    ...(mail_withheld === undefined ? {} : { mail_withheld }),
    ...(given_for === slug ? {} : { given_for }),
  };
}

/** Reads a stored record, of whatever version it is. */
export function parseSignatureRecord(item: unknown): SignatureRecord {
  return parseItem(SignatureRecord, sealedPartOf(item), "signature record");
}

/** What of a record's item is sealed, with its seal: what this version does not know is of the record. */
export function sealedPartOf<Value>(item: Readonly<Record<string, Value>>): Readonly<Record<string, Value>>;
export function sealedPartOf(item: unknown): unknown;
export function sealedPartOf(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !OUTSIDE_THE_SEAL.includes(name)));
}

/** The bytes whose SHA-256 is a record's seal: what an outside clock stamps. `stored` is its item, or the record itself. */
export function sealedBytes(stored: Readonly<Record<string, unknown>>): Uint8Array {
  const findings = Object.entries(sealedPartOf(stored)).filter(([name]) => name !== "record_sha256");
  return Buffer.from(canonicalJson(Object.fromEntries(findings) as Record<string, Json>));
}

/** Seals a record: adds the SHA-256 of the canonical JSON of everything else in it. */
export function sealRecord(findings: Omit<SignatureRecord, "record_sha256">): SignatureRecord {
  return { ...findings, record_sha256: sha256Of(findings) };
}

/** The SHA-256 of canonical JSON, in lower-case hex. */
export function sha256Of(findings: Json): string {
  return createHash("sha256").update(canonicalJson(findings)).digest("hex");
}
