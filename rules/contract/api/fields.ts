import * as v from "valibot";

import { ONE_LINE, UNPRINTABLE_REFUSED, VISIBLE, withoutUnseen, withPlainLines } from "../../words/printable.ts";
import { isCalendarDate, isSlug, PERIODS } from "../slug.ts";
import { FIRST_BIRTH_YEAR, FIRST_YEAR, isWithinYears, LAST_YEAR } from "../years.ts";

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

/** A date that is there already: whoever reads it takes any year. What comes from outside is a ChosenDate or a BirthDate. */
export const CalendarDate = v.pipe(v.string(), v.check(isCalendarDate, "must be a real date as YYYY-MM-DD"));

/** A day that somebody chooses: of a charter, of a closeout, to look at. */
export const ChosenDate = v.pipe(
  v.string(),
  v.check(isCalendarDate, "must be a real date as YYYY-MM-DD"),
  v.check((date) => isWithinYears(date), `must be in the years ${FIRST_YEAR} to ${LAST_YEAR}`),
);

/** A date of birth; whether it fits the charter is for rules/waiver/participants.ts to say. */
export const BirthDate = v.pipe(
  v.string(),
  v.check(isCalendarDate, "must be a real date as YYYY-MM-DD"),
  v.check(
    (date) => isWithinYears(date, FIRST_BIRTH_YEAR),
    `must be a date of birth in the years ${FIRST_BIRTH_YEAR} to ${LAST_YEAR}`,
  ),
);

export const PeriodField = v.picklist(PERIODS);

/** A person's name: one line, trimmed and without marks that nobody sees, with something in it that can be seen. */
export const PersonName = v.pipe(
  v.string(),
  v.transform(withoutUnseen),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(NAME_MAX, `must be at most ${NAME_MAX} characters`),
  v.regex(ONE_LINE, UNPRINTABLE_REFUSED),
  v.regex(VISIBLE, "must have a letter or a digit that can be seen"),
);

export const TITLE_MAX = 80;
/** What a charter or a boat is called: one line, or nothing. */
export const Title = v.pipe(
  v.string(),
  v.transform(withoutUnseen),
  v.trim(),
  v.maxLength(TITLE_MAX, `must be at most ${TITLE_MAX} characters`),
  v.regex(ONE_LINE, UNPRINTABLE_REFUSED),
);

/** A name or number as it was taken: what is stored is read, whatever it would have to be today. */
export const TakenLine = v.pipe(v.string(), v.trim());

/** Free text on one or more lines, as it is asked for: what is stored is read as it stands. */
export const Note = v.pipe(
  v.string(),
  v.transform(withPlainLines),
  v.trim(),
  v.maxLength(NOTE_MAX, `must be at most ${NOTE_MAX} characters`),
  v.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, "must not contain control characters, or halves of characters"),
);

export const Reason = v.pipe(Note, v.nonEmpty("must say why"), v.regex(VISIBLE, "must say why"));

const NO_INSTANT = "must be a UTC instant such as 2026-05-23T18:00:00.000Z";

/** A UTC instant with milliseconds, as `Date.prototype.toISOString` writes it: `2026-05-23T18:00:00.000Z`. */
export const Instant = v.pipe(v.string(), v.check(isInstant, NO_INSTANT));

/** What a device says that its clock shows: kept and shown as its word, and never what something is decided on alone. */
export const ClaimedInstant = v.pipe(
  v.string(),
  v.check(isInstant, NO_INSTANT),
  v.check(
    (instant) => isWithinYears(instant),
    `must be in the years ${FIRST_YEAR} to ${LAST_YEAR}: set the clock of this device`,
  ),
);

function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

/**
 * What a part of an address may not hold: what separates addresses in a mail's header, what begins a comment there, and
 * what cannot be seen. `=?` would begin an encoded word, so that the mail went to another address than the one that is stored. No part of either side is empty.
 */
const ADDRESS =
  /^(?!.*=\?)(?!\.)(?!.*\.[.@])(?!.*@\.)[^\s\p{C}@<>()[\],;:"\\]+@[^\s\p{C}@<>()[\],;:"\\]+\.[^\s\p{C}@<>()[\],;:"\\.]+$/u;

/** E-mail addresses are compared in lower case; the shape check only catches slips, the mail itself is the proof. */
export const Email = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(EMAIL_MAX, `must be at most ${EMAIL_MAX} characters`),
  v.regex(ADDRESS, "must be an e-mail address such as jane@example.com"),
);

/** `HH:MM` on a 24-hour clock, in the company's time zone. */
export const ClockTime = v.pipe(v.string(), v.regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, "must be a time as HH:MM"));

export const SHA256_HEX = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex"));

/** Far more changes than anything has ever had, and far below where numbers stop being exact. */
const REVISION_MAX = 1_000_000_000;
/** Of which reading of something a change was made: it rises by one with each change. */
export const Revision = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(REVISION_MAX, "must be a revision that was read"),
);
