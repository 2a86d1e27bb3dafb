import * as v from "valibot";

import { Language, LANGUAGES } from "../../words/language.ts";
import {
  BirthDate,
  CalendarDate,
  ClaimedInstant,
  Email,
  Id,
  Instant,
  PersonName,
  SHA256_HEX,
  Slug,
  TakenLine,
} from "./fields.ts";
import { orNewer, wordOrNewer } from "../newer.ts";
import { DRAWN_MAX, PARTICIPANTS_MAX, Phone } from "./signing.ts";

const Typed = v.strictObject({ method: v.literal("typed"), text: PersonName });
const Drawn = v.strictObject({
  method: v.literal("drawn"),
  path: v.pipe(
    v.string(),
    v.maxLength(DRAWN_MAX),
    v.regex(/^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})+)+$/, "must be pen strokes"),
  ),
});
/** Typed and drawn are equal: either one is the signature. How much has to be drawn, rules/waiver/drawing.ts says. */
export const SignatureMark = v.variant("method", [Typed, Drawn]);
export type SignatureMark = v.InferOutput<typeof SignatureMark>;

/** Somebody who will be aboard. The date of birth decides who signs. */
export const Participant = v.strictObject({ name: PersonName, birth_date: BirthDate });
export type Participant = v.InferOutput<typeof Participant>;

/** Who signs. `relationship` says what they are to the minors, and is null when they sign for themself alone. */
export const Signer = v.strictObject({ name: PersonName, relationship: v.nullable(PersonName) });
export type Signer = v.InferOutput<typeof Signer>;

/** Somebody ashore to call. */
export const EmergencyContact = v.strictObject({ name: PersonName, phone: Phone });
export type EmergencyContact = v.InferOutput<typeof EmergencyContact>;
/** The contact as stored and shown: what may be entered is bounded, what was signed is not. */
export const RecordedContact = v.object({ name: TakenLine, phone: TakenLine });

/** Where the page was: in the signer's own hands, or on the crew's device at the dock. */
export const SIGNING_PLACES = ["own-device", "kiosk"] as const;

/**
 * `POST /g/{slug}/waiver` (public): one signature for all participants in it. Everything but the server's own findings.
 * At most one participant is an adult on the day of the charter, and that one is the signer; rules/waiver/participants.ts decides.
 */
export const SignRequest = v.strictObject({
  /** Made when the form is first sent; a double tap or a retry signs once. */
  id: Id,
  waiver_version: v.string(),
  /** Of the page that was signed on; which text it showed, version and hash tell. */
  language: Language,
  /** Of the exact text that was shown. */
  text_sha256: SHA256_HEX,
  participants: v.pipe(v.array(Participant), v.minLength(1), v.maxLength(PARTICIPANTS_MAX)),
  signer: Signer,
  /** Where a copy goes. */
  email: v.nullable(Email),
  emergency_contact: EmergencyContact,
  signature: SignatureMark,
  /** Agreed to the text, and, in a sentence of its own, to sign electronically. */
  consent: v.literal(true, "must be given to sign"),
  /** Signing instant by the device's clock, frozen when Sign is pressed: a retry sends the same. */
  signed_at: ClaimedInstant,
  place: v.picklist(SIGNING_PLACES),
});
export type SignRequest = v.InferOutput<typeof SignRequest>;

/** A participant as stored. */
const RecordedParticipant = v.object({ name: TakenLine, birth_date: CalendarDate });
/** The signer as stored. */
const RecordedSigner = v.object({ name: TakenLine, relationship: v.nullable(TakenLine) });

/** What is stored: the request, what the server saw, and the hash that seals both. Whatever was taken once is read. */
export const SignatureRecord = v.object({
  ...SignRequest.entries,
  language: wordOrNewer(LANGUAGES),
  participants: v.array(RecordedParticipant),
  signer: RecordedSigner,
  email: v.nullable(v.string()),
  emergency_contact: RecordedContact,
  signature: orNewer(
    "method",
    [
      v.object({ method: v.literal("typed"), text: TakenLine }),
      v.object({ method: v.literal("drawn"), path: v.string() }),
    ],
    {},
  ),
  signed_at: Instant,
  place: wordOrNewer(SIGNING_PLACES),
  slug: Slug,
  /** The viewer's address as the edge saw it. */
  address: v.string(),
  user_agent: v.string(),
  /** The server's clock. */
  received_at: Instant,
  /** Whether somebody of the crew was signed in on the device, where it says that it is the crew's: anybody may say so. Missing on older records. */
  crew_signed_in: v.exactOptional(v.boolean()),
  /** SHA-256 of the canonical JSON of all the other fields (rules/canonicalJson.ts). */
  record_sha256: SHA256_HEX,
});
export type SignatureRecord = v.InferOutput<typeof SignatureRecord>;
