import { createHash } from "node:crypto";
import * as v from "valibot";

import type { SignatureSummary } from "../../rules/api/event.ts";
import { Instant } from "../../rules/api/fields.ts";
import { Guardian, SignatureRecord, type SignRequest } from "../../rules/api/waiver.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { ageOn, ADULT_AGE } from "../../rules/waiver.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";

/** What of a record is needed to show it in a charter. */
const StoredSummary = v.object({
  slug: v.string(),
  id: v.string(),
  participant: v.string(),
  birth_date: v.string(),
  guardian: v.nullable(Guardian),
  signed_at: Instant,
  received_at: Instant,
  waiver_version: v.string(),
  record_sha256: v.string(),
});
export const SIGNATURE_SUMMARY_ATTRIBUTES = Object.keys(StoredSummary.entries);

/** The table key of a signature record: beside its charter, by the device's clock. */
export function signatureKey(slug: string, { signed_at, id }: Pick<SignRequest, "signed_at" | "id">): Key {
  return { event_id: slug, timestamp: `${signed_at}#${id}` };
}

/** Shows a stored record to the crew. The birth date stays in the table; whether it is a minor's does not. */
export function parseSignatureSummary(item: unknown): SignatureSummary {
  const { slug, birth_date, guardian, ...shown } = parseItem(StoredSummary, item, "signature record");
  return { ...shown, minor: ageOn(birth_date, slug) < ADULT_AGE, guardian: guardian?.name ?? null };
}

/** Reads a stored record whole. */
export function parseSignatureRecord(item: unknown): SignatureRecord {
  return parseItem(SignatureRecord, item, "signature record");
}

/** Seals a record: adds the SHA-256 of the canonical JSON of everything else in it. */
export function sealRecord(findings: Omit<SignatureRecord, "record_sha256">): SignatureRecord {
  return { ...findings, record_sha256: createHash("sha256").update(canonicalJson(findings)).digest("hex") };
}
