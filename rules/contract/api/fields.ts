import * as v from "valibot";

import { isCalendarDate, isSlug, PERIODS } from "../slug.ts";

/** Fields that several requests and stored items share. Lengths are named so that forms and server agree. */
export const NAME_MAX = 80;
export const NOTE_MAX = 500;
const EMAIL_MAX = 254;

/** Ids are made by the client when a form opens (crypto.randomUUID), so that a retry is recognised. */
export const Id = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "must be a UUID in lower case"),
);

export const Slug = v.pipe(v.string(), v.check(isSlug, "must be a slug such as 2026-05-23-jane-afternoon"));

export const CalendarDate = v.pipe(v.string(), v.check(isCalendarDate, "must be a real date as YYYY-MM-DD"));

export const PeriodField = v.picklist(PERIODS);

/** A person's name: one line, trimmed, no control characters. */
export const PersonName = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(NAME_MAX, `must be at most ${NAME_MAX} characters`),
  v.regex(/^[^\p{Cc}]*$/u, "must not contain control characters"),
);

/** Free text on one or more lines. */
export const Note = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(NOTE_MAX, `must be at most ${NOTE_MAX} characters`),
  v.regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, "must not contain control characters"),
);

export const Reason = v.pipe(Note, v.nonEmpty("must say why"));

/** A UTC instant with milliseconds, as `Date.prototype.toISOString` writes it: `2026-05-23T18:00:00.000Z`. */
export const Instant = v.pipe(v.string(), v.check(isInstant, "must be a UTC instant such as 2026-05-23T18:00:00.000Z"));

function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

/** E-mail addresses are compared in lower case; the shape check only catches slips, the mail itself is the proof. */
export const Email = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(EMAIL_MAX, `must be at most ${EMAIL_MAX} characters`),
  v.regex(/^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$/, "must be an e-mail address such as jane@example.com"),
);

/** `HH:MM` on a 24-hour clock, in the company's time zone. */
export const ClockTime = v.pipe(v.string(), v.regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, "must be a time as HH:MM"));

export const SHA256_HEX = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex"));
