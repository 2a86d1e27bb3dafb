import * as v from "valibot";

import { CallOffEntry } from "../../rules/contract/api/callOff.ts";
import { Briefing, DepartureEntry } from "../../rules/contract/api/departure.ts";
import { EVENT_STATUSES } from "../../rules/contract/api/month.ts";
import { wordOrNewer } from "../../rules/contract/newer.ts";
import { Instant, Slug } from "../../rules/contract/api/fields.ts";
import { HistoryLine } from "../../rules/contract/api/history.ts";
import { Matches } from "../../rules/contract/api/event.ts";
import { Move } from "../../rules/contract/api/move.ts";
import { isOfItsDay } from "../../rules/charter/moving.ts";
import { LedgerEntry, Receipt } from "../../rules/contract/api/payment.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import { stillHas, type Condition } from "../dynamodb/update.ts";
import { OutboxMail } from "./waitingMail.ts";

/**
 * The slug under which a charter was created. Its record lies there for good, also when the charter has moved and goes by
 * another name: what is written to it is written there.
 */
export const Home = v.pipe(Slug, v.brand("home"));
export type Home = v.InferOutput<typeof Home>;

const StoredPatron = v.object({
  name: v.string(),
  /** Orders the manifest. */
  added_at: Instant,
  /** Place in the list that it was added with. */
  place: v.optional(v.number(), 0),
  email: v.optional(v.nullable(v.string()), null),
  /** To call or to text. */
  phone: v.optional(v.string()),
  /** When the name, the address and the number were last said anew, by the device; the version before writes none of them. */
  name_at: v.optional(Instant),
  email_at: v.optional(Instant),
  phone_at: v.optional(Instant),
  /** By the device that checked them in; absent while ashore. */
  aboard_at: v.optional(Instant),
  /** The check that counts: by its device, by the server, and by whom. */
  checked_at: v.optional(Instant),
  checked_received_at: v.optional(Instant),
  checked_by: v.optional(v.string()),
  /** When it was last said whether they are on the list, by the device. */
  listed_at: v.optional(Instant),
  /** What was said by hand of whose signature counts for them, outside what is sealed; the version before keeps it, and goes by names alone. */
  matches: v.optional(Matches),
  /** When each waiver reminder was put into the outbox for them. */
  reminded_day_at: v.optional(Instant),
  reminded_hours_at: v.optional(Instant),
  /** When the waiver's link was last put there because somebody asked for it. */
  reminded_asked_at: v.optional(Instant),
  /** Taken off the list, and kept so that it can be undone and that nothing sent again puts them back. */
  removed: v.optional(v.boolean()),
});
export type StoredPatron = v.InferOutput<typeof StoredPatron>;

const text = v.optional(v.string(), "");
/** Of cents, and of whatever is counted. */
const integer = v.optional(v.pipe(v.number(), v.integer()), 0);
const ids = v.optional(v.set(v.string()), () => new Set<string>());
const nullableNumber = v.optional(v.nullable(v.number()), null);
const mails = v.optional(v.record(v.string(), OutboxMail), () => ({}));

/** What the by-month index carries. All but the key has a default, so that adopted items need no migration. */
const summaryFields = {
  event_id: Home,
  /** What the charter goes by since it was moved; absent on one that never was. */
  slug: v.optional(Slug),
  /** Each time that it was moved, oldest first; the index has none, as one that was moved is read whole. */
  moves: v.optional(v.array(Move), () => []),
  /** As the patron writes it: José. */
  first_name: text,
  title: text,
  starts_at: text,
  vessel: text,
  capacity: nullableNumber,
  required_crew: nullableNumber,
  /** When the details changed last; absent on items older than this program. */
  changed_at: v.optional(Instant),
  /** E-mails of the crew members assigned. */
  crew: v.optional(v.array(v.string()), () => []),
  price_cents: v.optional(v.nullable(v.pipe(v.number(), v.integer())), null),
  status: v.optional(wordOrNewer(EVENT_STATUSES), "open"),
  patrons: v.optional(v.record(v.string(), StoredPatron), () => ({})),
  /** Who has signed, by the records beside it; signedMarks.ts reads and writes it. */
  signed: v.optional(v.set(v.string()), () => new Set<string>()),
  paid_cents: integer,
  /** By ISO 4217; "" on items that carry none. */
  currency: v.optional(v.pipe(v.string(), v.regex(/^(?:[A-Z]{3})?$/i)), ""),
  /** How many mails are in failed_mails. */
  mail_failed: integer,
  briefing: v.optional(Briefing),
  /** Where a charter is that has left the dock; `short`: back, but not as many as left. */
  dock: v.optional(wordOrNewer(["departed", "back", "short"])),
};

type StoredPatrons = Readonly<Record<string, StoredPatron>>;

/** What a charter goes by: the slug that it was moved to last, or the first one. */
export function presentSlug({
  event_id,
  slug,
}: {
  readonly event_id: string;
  readonly slug?: string | undefined;
}): string {
  return slug ?? event_id;
}

/** Nobody but the code that undoes it has to know that a patron who was taken off the list is still there. */
export function splitPatrons(patrons: StoredPatrons): { patrons: StoredPatrons; removed_patrons: StoredPatrons } {
  const pick = (removed: boolean): StoredPatrons =>
    Object.fromEntries(Object.entries(patrons).filter(([, patron]) => (patron.removed === true) === removed));
  return { patrons: pick(false), removed_patrons: pick(true) };
}

interface OfADay {
  readonly slug: string;
  readonly moves: readonly Move[];
  readonly patrons: StoredPatrons;
  readonly briefing?: Briefing | undefined;
}

/** Who was checked aboard for the day that a charter was moved from is not aboard on the one that it has now. */
export function ofItsDay<Event extends OfADay>(event: Event): Event {
  if (event.moves.length === 0) return event;
  const patrons = Object.entries(event.patrons).map(([id, patron]) => {
    const { aboard_at, ...ashore } = patron;
    const check = { at: patron.checked_at ?? aboard_at ?? "", received_at: patron.checked_received_at ?? null };
    return [id, aboard_at === undefined || isOfItsDay(event, check) ? patron : ashore] as const;
  });
  return { ...event, patrons: Object.fromEntries(patrons) };
}

/** The safety briefing of the day that a charter has now. */
export function briefingOf(event: OfADay): Briefing | undefined {
  const { briefing } = event;
  return briefing !== undefined && isOfItsDay(event, briefing) ? briefing : undefined;
}

export const StoredSummary = v.pipe(
  v.object(summaryFields),
  v.transform((item) => ({ ...item, ...splitPatrons(item.patrons), slug: presentSlug(item) })),
);
export type StoredSummary = v.InferOutput<typeof StoredSummary>;

/** The event item: what the crew knows of a charter, its ledger and the mail it still owes, in one record. */
export const StoredEvent = v.object({
  ...summaryFields,
  note: text,
  /** How many come; absent where nobody has said. */
  party: nullableNumber,
  /** What links in mails that no request causes start with: the site on which patrons' addresses were entered last. */
  origin: text,
  /** When the roster was last mailed on request, and the ids of these requests. */
  roster_at: v.optional(Instant),
  roster_ids: v.optional(v.set(v.string()), () => new Set<string>()),
  /** Raised by each change of the details, and by nothing else. */
  revision: integer,
  payment_log: v.optional(v.array(LedgerEntry), () => []),
  receipt_log: v.optional(v.array(Receipt), () => []),
  /** What the ledger weighs, in bytes, by our own estimate. */
  ledger_bytes: integer,
  /** What an entry is written by: the ids there are, and how many carry a seal. What of it is broken refuses money, and is shown. */
  entry_ids: ids,
  reversed_ids: ids,
  receipt_ids: ids,
  payment_seals: integer,
  receipt_seals: integer,
  /** Mail to send, by mail id. */
  outbox: mails,
  outbox_due: v.optional(v.string()),
  /** Mail given up, by mail id, until somebody asks to try again. */
  failed_mails: mails,
  /** When it was created, by which who booked it is known; absent on one that was adopted. */
  created_at: v.optional(v.string()),
  /** Id and SHA-256 of the request that created the charter: they recognise a retry. */
  created_id: text,
  created_sha256: text,
  departures: v.optional(v.array(DepartureEntry), () => []),
  /** Each time that it was called off, or opened again after that. */
  call_off_log: v.optional(v.array(CallOffEntry), () => []),
  /** Oldest first, and cut to its budget; history.ts writes it. */
  history: v.optional(v.array(HistoryLine), () => []),
  history_bytes: integer,
  history_dropped: integer,
  /** How many mails about signatures were given up; counted in mail_failed as well. */
  signature_mails_failed: integer,
  /** How often who has signed was counted: of two who count at once, one begins again. */
  tallied: integer,
});
/** All that is read of it. */
export const EVENT_ATTRIBUTES = ["timestamp", ...Object.keys(StoredEvent.entries)];
export type StoredEvent = v.InferOutput<typeof StoredEvent> & {
  readonly removed_patrons: StoredPatrons;
  readonly slug: string;
};

/** The table key of a charter: it follows from the slug, so finding one needs no lookup. */
export function eventKey(slug: string): Key {
  return { event_id: slug, timestamp: dateOf(slug) };
}

/** Tells whether a key is a charter's own: beside it lie its signature records. */
export function isEventKey({ event_id, timestamp }: Key): boolean {
  return timestamp === eventKey(event_id).timestamp;
}

/** The details are as they were read: each change of them raises the revision, from the first one on. */
export function stillAtRevision(revision: number): Condition {
  return stillHas("revision", revision === 0 ? undefined : revision);
}

/** Reads an event item, all of it; throws BrokenItem where any of it cannot be read. */
export function parseEvent(item: unknown): StoredEvent {
  const event = parseItem(StoredEvent, item, "charter");
  return { ...event, ...splitPatrons(event.patrons), slug: presentSlug(event) };
}

/** By which slugs a charter has gone. */
export const StoredMoves = v.pick(StoredEvent, ["moves"]);

/** A charter's money alone: what is broken elsewhere in the item hides none of it. */
export const StoredLedger = v.pick(StoredEvent, ["event_id", "slug", "payment_log"]);
