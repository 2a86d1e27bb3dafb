import * as v from "valibot";

import { EVENT_STATUSES } from "../../rules/api/event.ts";
import { Instant, Slug } from "../../rules/api/fields.ts";
import { LedgerEntry } from "../../rules/api/payment.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import { OutboxMail } from "../outbox/mail.ts";

const StoredPatron = v.object({
  name: v.string(),
  /** Orders the manifest. */
  added_at: Instant,
  /** Absent while ashore. */
  aboard_at: v.optional(Instant),
});
export type StoredPatron = v.InferOutput<typeof StoredPatron>;

const text = v.optional(v.string(), "");
const number = v.optional(v.number(), 0);
const nullableNumber = v.optional(v.nullable(v.number()), null);
const mails = v.optional(v.record(v.string(), OutboxMail), () => ({}));

/** What the by-month index carries. All but the key has a default, so that adopted items need no migration. */
const summaryFields = {
  event_id: Slug,
  timestamp: v.string(),
  /** As the patron writes it: José. */
  first_name: text,
  title: text,
  starts_at: text,
  vessel: text,
  capacity: nullableNumber,
  required_crew: nullableNumber,
  /** E-mails of the crew members assigned. */
  crew: v.optional(v.array(v.string()), () => []),
  price_cents: nullableNumber,
  status: v.optional(v.picklist(EVENT_STATUSES), "open"),
  patrons: v.optional(v.record(v.string(), StoredPatron), () => ({})),
  /** `<signature id>#<participant>` of each signature record. */
  signed: v.optional(v.set(v.string()), () => new Set<string>()),
  paid_cents: number,
  currency: text,
  /** How many mails are in failed_mails. */
  mail_failed: number,
};

export const StoredSummary = v.object(summaryFields);
export type StoredSummary = v.InferOutput<typeof StoredSummary>;

/** The event item: what the crew knows of a charter, its ledger and the mail it still owes, in one record. */
const StoredEvent = v.object({
  ...summaryFields,
  note: text,
  /** Raised by each change of the details, and by nothing else. */
  revision: number,
  payment_log: v.optional(v.array(LedgerEntry), () => []),
  /** What the ledger weighs, in bytes, by our own estimate. */
  ledger_bytes: number,
  /** Mail to send, by mail id. */
  outbox: mails,
  outbox_due: v.optional(v.string()),
  /** Mail given up, by mail id, until somebody asks to try again. */
  failed_mails: mails,
  /** Id and SHA-256 of the request that created the charter: they recognise a retry. */
  created_id: text,
  created_sha256: text,
});
export type StoredEvent = v.InferOutput<typeof StoredEvent>;

/** The table key of a charter: it follows from the slug, so finding one needs no lookup. */
export function eventKey(slug: string): Key {
  return { event_id: slug, timestamp: slug.slice(0, "YYYY-MM-DD".length) };
}

/** Reads an event item. */
export function parseEvent(item: unknown): StoredEvent {
  return parseItem(StoredEvent, item, "charter");
}
