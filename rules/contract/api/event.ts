import * as v from "valibot";

import { LANGUAGES } from "../../words/language.ts";
import {
  ChosenDate,
  ClaimedInstant,
  ClockTime,
  Email,
  Id,
  Instant,
  Note,
  PeriodField,
  PersonName,
  Revision,
  SHA256_HEX,
  Title,
} from "./fields.ts";
import { CallOffEntry } from "./callOff.ts";
import { Briefing, DepartureEntry } from "./departure.ts";
import { HistoryLine } from "./history.ts";
import { EVENT_STATUSES, EventSummary } from "./month.ts";
import { Move } from "./move.ts";
import { LedgerEntry, Receipt } from "./payment.ts";
import { PARTICIPANTS_MAX, Phone } from "./signing.ts";
import { RecordedContact, SIGNING_PLACES } from "./waiver.ts";
import { wordOrNewer } from "../newer.ts";
import { BrokenCount, BrokenParts } from "./broken.ts";

export const CAPACITY_MAX = 500;
export const PATRONS_MAX = 500;
export const REQUIRED_CREW_MAX = 50;
/** As many as a vessel may carry, and a list may name. */
export const PARTY_MAX = 500;

export const Capacity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(CAPACITY_MAX));
export const RequiredCrew = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(REQUIRED_CREW_MAX));
const Party = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PARTY_MAX));
const PriceCents = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000));

/** What an admin may set on a charter event, apart from what makes its slug. */
const details = {
  /** Shown instead of "Jane's afternoon charter" where given. */
  title: Title,
  /** Dock-local start, `HH:MM`; "" where not known yet. */
  starts_at: v.union([ClockTime, v.literal("")]),
  vessel: Title,
  /** How many come, who booked among them: as many places as the list has, named or not. Null where nobody has said. */
  party: v.nullable(Party),
  /** How many patrons may be aboard. */
  capacity: v.nullable(Capacity),
  /** How many crew members must sail; null where nobody has said. */
  required_crew: v.nullable(RequiredCrew),
  /** Agreed price of the whole charter in cents; the balance due is this less what is paid. Null: not agreed yet. */
  price_cents: v.nullable(PriceCents),
  note: Note,
  /** E-mails of the crew members assigned. */
  crew: v.pipe(v.array(Email), v.maxLength(20)),
};

/** Who booked a charter, with whom its list begins. */
const Booker = v.strictObject({
  id: Id,
  name: PersonName,
  email: v.optional(v.nullable(Email), null),
  phone: v.optional(v.nullable(Phone), null),
});
export type Booker = v.InferOutput<typeof Booker>;

/** `POST /api/events` (admin). The slug is derived; `first_name` is as the patron writes it ("José"). */
export const CreateEventRequest = v.strictObject({
  /** Made by the client; a retry with the same id answers the event created first. */
  id: Id,
  date: ChosenDate,
  first_name: PersonName,
  period: PeriodField,
  booker: v.optional(Booker),
  ...v.partial(v.object(details)).entries,
});
export type CreateEventRequest = v.InferOutput<typeof CreateEventRequest>;

/** `PATCH /api/event/{slug}` (admin). To call it off with a reason, and with what becomes of the money, is a request of its own (callOff.ts). `revision` is the one that was read: an older one is a 409, nothing is overwritten. */
export const ChangeEventRequest = v.strictObject({
  revision: Revision,
  status: v.optional(v.picklist(EVENT_STATUSES)),
  ...v.partial(v.object(details)).entries,
});
export type ChangeEventRequest = v.InferOutput<typeof ChangeEventRequest>;

/** What was said by hand of whether somebody's signature counts for a patron, and when, as well as is known. */
const Match = v.object({ counts: v.boolean(), at: Instant });
/** The last word on each signature, by its seal and which of its participants: `<record_sha256>#<nth>`. */
export const Matches = v.record(v.string(), Match);
export type Matches = Readonly<v.InferOutput<typeof Matches>>;

/** A patron on the manifest. */
export const Patron = v.object({
  id: Id,
  name: v.string(),
  /** When the name was last said anew, by the device; null for who is called as they were entered. */
  name_at: v.optional(v.nullable(Instant), null),
  /** For reminders and receipts. */
  email: v.nullable(v.string()),
  /** When the address was last said anew, by the device; null for one that came with the name, or with none. */
  email_at: v.optional(v.nullable(Instant), null),
  /** To call or to text, as it was typed; missing in answers from before. */
  phone: v.optional(v.nullable(v.string()), null),
  /** When the number was last said anew, by the device; null for one that came with the name, or with none. */
  phone_at: v.optional(v.nullable(Instant), null),
  /** When the server put them on the list; missing in answers from before, and while they wait on a device. */
  added_at: v.optional(Instant),
  /** When they went aboard, by the device that checked them in; null while ashore. */
  aboard_at: v.nullable(Instant),
  /** The check that counts, aboard or ashore: when by the device, when the server heard of it, and by whom (e-mail). */
  checked: v.nullable(v.object({ at: Instant, received_at: Instant, by: v.string() })),
  /** When it was last said whether they are on the list: by the device, and no later than the server heard of it; null for who was never taken off. */
  listed_at: v.nullable(Instant),
  /** When the last waiver reminder went out to them; null while none has. */
  reminded_at: v.optional(v.nullable(Instant), null),
  /** Their address wants no reminders. Looked up only while they could still get one. */
  opted_out: v.optional(v.boolean(), false),
  /** What was said by hand of whose signature counts for them; missing where nothing was, and in answers from before. */
  matches: v.optional(Matches),
});
export type Patron = v.InferOutput<typeof Patron>;

/** How many patrons one request may add: with their addresses, about half of what a body may weigh. */
export const PATRONS_ADD_MAX = 100;

const NewPatron = v.strictObject({
  id: Id,
  name: PersonName,
  email: v.optional(v.nullable(Email), null),
  phone: v.optional(v.nullable(Phone)),
  /** A walk-up stands on deck already. */
  aboard: v.optional(v.boolean(), false),
});

/** Tells whether the id of something in a list is in none before it. */
function isNewId<Item extends { readonly id: string }>({ id }: Item, place: number, all: Item[]): boolean {
  return all.findIndex((other) => other.id === id) === place;
}

/** `POST /api/event/{slug}/patrons` (crew), in the order of the list; an id that was there before changes nothing. */
export const AddPatronsRequest = v.strictObject({
  patrons: v.pipe(
    v.array(NewPatron),
    v.minLength(1),
    v.maxLength(PATRONS_ADD_MAX),
    v.checkItems(isNewId, "must not have the id of one before"),
  ),
  /** By the device's clock. */
  at: ClaimedInstant,
});
export type AddPatronsRequest = v.InferInput<typeof AddPatronsRequest>;

/** Whether a signature counts for a patron: which one, and which of its participants. */
const SaidOfSignature = v.strictObject({
  record_sha256: SHA256_HEX,
  nth: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PARTICIPANTS_MAX - 1)),
  counts: v.boolean(),
});

/**
 * `PATCH /api/event/{slug}/patrons/{id}` (crew): check aboard or ashore, take off the list or put back, rename, set the
 * address or the number, say whether a signature counts for them. `at` is the device's clock. Of two words on one thing (check, list, name, address, number, a signature) the later `at` counts, whichever
 * arrives last; one that is ahead of the server's clock is of the instant at which it arrives.
 */
export const ChangePatronRequest = v.strictObject({
  at: ClaimedInstant,
  name: v.optional(PersonName),
  email: v.optional(v.nullable(Email)),
  phone: v.optional(v.nullable(Phone)),
  aboard: v.optional(v.boolean()),
  listed: v.optional(v.boolean()),
  signature: v.optional(SaidOfSignature),
});
export type ChangePatronRequest = v.InferOutput<typeof ChangePatronRequest>;

/** The mails about a signature that may be held back: the admin's, and the copy to whoever signed. */
const WITHHELD_MAILS = ["witness", "copy"] as const;

/** A participant of a signature as the crew sees it; the whole record stays in the table. */
export const SignatureSummary = v.object({
  /** Of the signature: the participants of one record share it. */
  id: Id,
  participant: v.string(),
  /** Tells the people of one name on a charter apart: who signed twice has one number. Missing in answers from before, and while it waits on a device. */
  person: v.optional(v.number()),
  /** Which participant of the signature, from 0; missing in the same answers. */
  nth: v.optional(v.number()),
  minor: v.boolean(),
  /** Who signed for a minor; null for an adult. */
  guardian: v.nullable(v.string()),
  /** Whom the signer wants called; the same for all participants of one record. Null in answers from before it was told. */
  emergency_contact: v.optional(v.nullable(RecordedContact), null),
  signed_at: Instant,
  received_at: Instant,
  waiver_version: v.string(),
  language: wordOrNewer(LANGUAGES),
  place: wordOrNewer(SIGNING_PLACES),
  record_sha256: v.string(),
  /** Which mails about it are held back; missing where none is. The same for all participants of one record. */
  mail_withheld: v.optional(v.array(wordOrNewer(WITHHELD_MAILS))),
  /** The slug that the charter went by when it was given; missing where that is the charter's own. It lies under this one. */
  given_for: v.optional(v.string()),
});
export type SignatureSummary = v.InferOutput<typeof SignatureSummary>;

/** `GET /api/event/{slug}` (crew), and the answer to creating, changing and every patron route. */
export const EventDetail = v.object({
  ...EventSummary.entries,
  revision: v.number(),
  note: v.string(),
  /** How many come; null where nobody has said, and in answers from before. */
  party: v.optional(v.nullable(v.number()), null),
  /** How the crew whom it speaks of are called, by e-mail; missing in answers from before, and whom nobody knows any more. */
  names: v.optional(v.record(v.string(), v.string())),
  /** When the roster was last mailed to everybody assigned. */
  roster_at: v.nullable(Instant),
  manifest: v.array(Patron),
  /** Who of the list booked it, by id; missing where nobody is known to have. */
  booker: v.optional(Id),
  /** Of everybody on the list, and the newest of all others. */
  signatures: v.array(SignatureSummary),
  /** How many others have signed who are not on the list. */
  signatures_more: v.optional(v.number(), 0),
  /** Those that count no longer, as the charter was moved and all were to sign again; missing in answers from before. */
  signatures_lapsed: v.optional(v.array(SignatureSummary), () => []),
  /** How many people signed of whom none of the lapsed ones is. */
  signatures_lapsed_more: v.optional(v.number(), 0),
  /** How many signature records cannot be read: who signed them seems not to have. */
  broken_signatures: BrokenCount,
  /** What else of the charter cannot be read; what can be is in its place. */
  broken_parts: BrokenParts,
  ledger: v.array(LedgerEntry),
  receipts: v.array(Receipt),
  /** Same as paid_cents, summed from the ledger. */
  balance_cents: v.number(),
  mail: v.object({
    queued: v.number(),
    failed: v.number(),
    /** How many about signatures are held back, of those that are shown or not; missing where none is. */
    withheld: v.optional(v.number()),
  }),
  briefing: v.nullable(Briefing),
  departures: v.array(DepartureEntry),
  /** Each time that it was moved, oldest first; missing in answers from before. */
  moves: v.optional(v.array(Move), () => []),
  /** Each time that it was called off, or opened again after that, oldest first; missing in answers from before. */
  call_off_log: v.optional(v.array(CallOffEntry), () => []),
  /** Oldest first; the ledger, the signatures and the departures tell the rest. */
  history: v.array(HistoryLine),
  /** How many older lines were let go. */
  history_dropped: v.number(),
});
export type EventDetail = v.InferOutput<typeof EventDetail>;

/** How many patrons one request may have mailed. */
export const REMIND_MAX = 100;

/** `POST /api/event/{slug}/reminders` (crew): mails the waiver's link to whom of these it can still reach, and helps. */
export const RemindRequest = v.strictObject({
  patrons: v.pipe(v.array(Id), v.minLength(1), v.maxLength(REMIND_MAX)),
});
export type RemindRequest = v.InferOutput<typeof RemindRequest>;

/** How many signatures one request may have mailed. */
export const RELEASE_MAX = 100;

/** `POST /api/event/{slug}/mail/withheld` (admin): the signatures whose mails shall go out all the same. */
export const ReleaseMailRequest = v.strictObject({
  signatures: v.pipe(v.array(Id), v.minLength(1), v.maxLength(RELEASE_MAX)),
});
export type ReleaseMailRequest = v.InferOutput<typeof ReleaseMailRequest>;

export const EventResponse = v.object({ event: EventDetail });
export type EventResponse = v.InferOutput<typeof EventResponse>;
