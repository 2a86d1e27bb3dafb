import { createHash } from "node:crypto";
import * as v from "valibot";

import { SignatureSummary } from "../../rules/contract/api/event.ts";
import { SignatureRecord, type SignRequest } from "../../rules/contract/api/waiver.ts";
import { canonicalJson, type Json } from "../../rules/canonicalJson.ts";
import { summarizeSignature } from "../../rules/waiver/summarizeSignature.ts";
import { contentOf, parseItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import { eventKey } from "./stored.ts";

/** What of a record is needed to show it in a charter. */
export const StoredSignature = v.object({
  slug: v.string(),
  ...v.pick(SignatureRecord, ["participants", "signer"]).entries,
  ...v.omit(SignatureSummary, ["participant", "minor", "guardian"]).entries,
});
export const SIGNATURE_SUMMARY_ATTRIBUTES = Object.keys(StoredSignature.entries);

/** The table key of a signature record: beside its charter, by the device's clock. */
export function signatureKey(slug: string, { signed_at, id }: Pick<SignRequest, "signed_at" | "id">): Key {
  return { event_id: slug, timestamp: `${signed_at}#${id}` };
}

const SIGNATURE_KEY = /^\d{4}-\d\d-\d\dT[\d:.]+Z#/;

/** Tells whether what lies beside a charter is a signature record, by its sort key; a newer version may keep other things there. */
export function isSignatureKey(timestamp: string): boolean {
  return SIGNATURE_KEY.test(timestamp);
}

/** Shows a stored record to the crew, a line for each participant. */
export function parseSignatureSummaries(item: unknown): SignatureSummary[] {
  const { slug, participants, signer, ...stored } = parseItem(StoredSignature, item, "signature record");
  const { id, emergency_contact, signed_at, received_at, waiver_version, language, place, record_sha256 } = stored;
  // Named one by one: what a record holds besides, an address and a birth date, is not for the crew.
  const shown = { id, emergency_contact, signed_at, received_at, waiver_version, language, place, record_sha256 };
  return summarizeSignature(shown, participants, signer, eventKey(slug).timestamp);
}

/** Reads a stored record, of whatever version it is. */
export function parseSignatureRecord(item: unknown): SignatureRecord {
  return parseItem(SignatureRecord, contentOf(item), "signature record");
}

/** Seals a record: adds the SHA-256 of the canonical JSON of everything else in it. */
export function sealRecord(findings: Omit<SignatureRecord, "record_sha256">): SignatureRecord {
  return { ...findings, record_sha256: sha256Of(findings) };
}

/** The SHA-256 of canonical JSON, in lower-case hex. */
export function sha256Of(findings: Json): string {
  return createHash("sha256").update(canonicalJson(findings)).digest("hex");
}
