import * as v from "valibot";

import { CalendarDate, Id, Instant, NAME_MAX, PersonName, SHA256_HEX, Slug } from "./fields.ts";

/** A drawn signature is an SVG path of pen strokes (M and L only) in a 600 x 200 box: a few KB, and no parser risk. */
export const DRAWN_MAX = 20_000;
export const DRAWN_BOX = { width: 600, height: 200 } as const;

const Typed = v.object({ method: v.literal("typed"), text: PersonName });
const Drawn = v.object({
  method: v.literal("drawn"),
  path: v.pipe(
    v.string(),
    v.maxLength(DRAWN_MAX),
    v.regex(/^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})+)+$/, "must be pen strokes"),
  ),
});
/** Typed and drawn are equal: either one is the signature. */
export const SignatureMark = v.variant("method", [Typed, Drawn]);
export type SignatureMark = v.InferOutput<typeof SignatureMark>;

/** Present when the participant is a minor: who signs for them. */
export const Guardian = v.strictObject({ name: PersonName, relationship: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(NAME_MAX)) });

/** `POST /g/{slug}/waiver` (public). Everything but the server's own findings. */
export const SignRequest = v.strictObject({
  /** Made when the page opens; a double tap or a retry signs once. */
  id: Id,
  waiver_version: v.string(),
  /** Of the exact text that was shown. */
  text_sha256: SHA256_HEX,
  participant: PersonName,
  /** Date of birth: decides whether a guardian must sign. */
  birth_date: CalendarDate,
  guardian: v.nullable(Guardian),
  signature: SignatureMark,
  /** Agreed to sign electronically and to be bound by the text. */
  consent: v.literal(true, "must be given to sign"),
  /** Signing instant by the device's clock, frozen when Sign is pressed: a retry sends the same. */
  signed_at: Instant,
});
export type SignRequest = v.InferOutput<typeof SignRequest>;

/** What is stored: the request, what the server saw, and the hash that seals both. */
export const SignatureRecord = v.object({
  ...SignRequest.entries,
  slug: Slug,
  /** The viewer's address as the edge saw it. */
  address: v.string(),
  user_agent: v.string(),
  /** The server's clock. */
  received_at: Instant,
  /** SHA-256 of the canonical JSON of all the other fields (rules/canonicalJson.ts). */
  record_sha256: SHA256_HEX,
});
export type SignatureRecord = v.InferOutput<typeof SignatureRecord>;

/** The answer: 201 when recorded now, 200 when the same signature was recorded before. */
export const SignResponse = v.object({
  id: Id,
  participant: v.string(),
  signed_at: Instant,
  received_at: Instant,
  waiver_version: v.string(),
  record_sha256: v.string(),
});
export type SignResponse = v.InferOutput<typeof SignResponse>;
