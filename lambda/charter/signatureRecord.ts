import { createHash } from "node:crypto";
import * as v from "valibot";

import { SignatureSummary } from "../../rules/contract/api/event.ts";
import {
  RecordedParticipant,
  RecordedSigner,
  SignatureRecord,
  type SignRequest,
} from "../../rules/contract/api/waiver.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { numberPeople } from "../../rules/manifest/whoHasSigned.ts";
import { summarizeSignature } from "../../rules/waiver/summarizeSignature.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import { eventKey } from "./stored.ts";

/** What of a record is needed to show it in a charter. */
const StoredSummary = v.object({
  slug: v.string(),
  participants: v.array(RecordedParticipant),
  signer: RecordedSigner,
  ...v.omit(SignatureSummary, ["participant", "person", "minor", "guardian"]).entries,
});
export const SIGNATURE_SUMMARY_ATTRIBUTES = Object.keys(StoredSummary.entries);

/**
 * What lies on a record's item beside what is sealed: the hashes of its PDFs, known only later, the mails about it, and
 * which of them are never sent.
 */
export const OUTSIDE_THE_SEAL: readonly string[] = [
  "pdf_sha256",
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

/** Shows the stored records of a charter to the crew in the order in which they came, a line for each participant. */
export function parseSignatureSummaries(items: readonly unknown[]): SignatureSummary[] {
  const records = items
    .map((item) => parseItem(StoredSummary, item, "signature record"))
    .sort((a, b) => (a.received_at < b.received_at ? -1 : 1));
  return numberPeople(
    records.flatMap(({ slug, participants, signer, ...shown }) =>
      summarizeSignature(shown, participants, signer, eventKey(slug).timestamp).map((signature, place) => ({
        signature,
        birth_date: participants[place]?.birth_date ?? "",
      })),
    ),
  );
}

/** Reads a stored record whole. */
export function parseSignatureRecord(item: unknown): SignatureRecord {
  return parseItem(SignatureRecord, item, "signature record");
}

/** Seals a record: adds the SHA-256 of the canonical JSON of everything else in it. */
export function sealRecord(findings: Omit<SignatureRecord, "record_sha256">): SignatureRecord {
  return { ...findings, record_sha256: createHash("sha256").update(canonicalJson(findings)).digest("hex") };
}
