import { dockInstant } from "../time/dockInstant.ts";
import { isClockTime } from "../time/dockTime.ts";
import type { Newer } from "../contract/newer.ts";
import type { Period } from "../contract/slug.ts";
import type { Matches } from "../contract/api/event.ts";
import { matchSignatures } from "../manifest/whoHasSigned.ts";
import { partyToTell, type PartyFacts } from "./party.ts";

/** `day`: once less than a day is left before the start; `hours`: once less than two hours are. */
export const REMINDER_KINDS = ["day", "hours"] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];
/** What is mailed by the clock, and what somebody of the crew asks for. */
export const REMINDERS = [...REMINDER_KINDS, "asked"] as const;
export type Reminder = (typeof REMINDERS)[number];

const HOUR_MS = 3_600_000;
/** A charter is reminded of from this long before its start. */
export const REMIND_BEFORE_MS = 24 * HOUR_MS;
const HOURS_BEFORE_MS = 2 * HOUR_MS;
/** Who was added late gets the first reminder late; the second one then waits at least this long. */
const APART_MS = HOUR_MS;
/** Whoever was mailed the link on request is not mailed it again so soon: two people tap the same button. */
const ASKED_APART_MS = 10 * 60_000;
/** How many people at one address are mailed the link at once. */
const SHARED_MAX = 10;

/** When a charter of a part of the day starts at the earliest, where nobody has said: early helps, late does not. */
const ASSUMED_STARTS: Readonly<Record<Period, string>> = {
  morning: "08:00",
  midday: "11:00",
  afternoon: "13:00",
  sunset: "17:00",
  evening: "18:00",
  night: "20:00",
};

export interface RemindedCharter {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly period: Period;
  /** Dock-local `HH:MM`, or "" where not known yet. */
  readonly starts_at: string;
  readonly status: "open" | "canceled" | Newer;
  /** Whether it has left the dock, be it early. */
  readonly departed: boolean;
}

export interface RemindedPatron {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** What is settled of whose signature counts for them. */
  readonly matches?: Matches | undefined;
  /** When each kind was queued for them, ISO. */
  readonly reminded: Readonly<Partial<Record<Reminder, string>>>;
}

export interface ReminderFacts extends PartyFacts<RemindedPatron> {
  /** When an address was mailed the link on request last, for whomever, also of who is off the list. */
  readonly lastAsked?: ReadonlyMap<string, string>;
}

export interface DueReminder {
  readonly patron: RemindedPatron & { readonly email: string };
  readonly kind: Reminder;
}

/** Finds when a charter starts, or is assumed to. */
export function startOf(
  { date, period, starts_at }: Pick<RemindedCharter, "date" | "period" | "starts_at">,
  timeZone: string,
): Date {
  return dockInstant(date, isClockTime(starts_at) ? starts_at : ASSUMED_STARTS[period], timeZone);
}

/** Says which reminder an instant is for, never both: none too early, once it has started, or where it does not sail. */
export function reminderAt(charter: RemindedCharter, timeZone: string, now: Date): ReminderKind | undefined {
  if (charter.status !== "open" || charter.departed) return undefined;
  const left = startOf(charter, timeZone).getTime() - now.getTime();
  if (left <= 0 || left > REMIND_BEFORE_MS) return undefined;
  return left > HOURS_BEFORE_MS ? "day" : "hours";
}

/** Lists the patrons who could still be reminded: on the list with an address, unsigned, and willing. */
export function patronsToRemind({ manifest, signatures, optedOut }: ReminderFacts): readonly DueReminder["patron"][] {
  return matchSignatures(manifest, signatures).lines.flatMap(({ patron, signature }) => {
    const { email } = patron;
    return signature === undefined && email !== null && !optedOut.has(email) ? [{ ...patron, email }] : [];
  });
}

/**
 * Lists whom the reminder of a kind is mailed to: who could be reminded, and the booker who has to hand the link on, in one mail
 * where they have not signed either. Two hours before, that is too late.
 */
function mailedTo(facts: ReminderFacts, kind: Reminder): readonly DueReminder["patron"][] {
  const unsigned = patronsToRemind(facts);
  const news = kind === "hours" ? undefined : partyToTell(facts);
  if (news === undefined || unsigned.some(({ id }) => id === news.booker.id)) return unsigned;
  return [news.booker, ...unsigned];
}

/** Lists whose address is asked whether it wants reminders: whom any may be mailed to. */
export function reachedByReminders(facts: ReminderFacts): readonly string[] {
  return mailedTo(facts, "asked").map(({ email }) => email);
}

/**
 * Tells whether somebody who booked may have to be told of their party by now, by what the list of the month carries: who is
 * first on the list has an address, and no reminder yet. Whether they booked, and for how many, only the charter says.
 */
export function mayTellBooker(
  charter: RemindedCharter,
  { manifest: [first] }: Pick<ReminderFacts, "manifest">,
  timeZone: string,
  now: Date,
): boolean {
  return (
    reminderAt(charter, timeZone, now) === "day" && first !== undefined && first.email !== null && !first.reminded.day
  );
}

/** Lists the reminders that are due now, each at most once for a patron and kind. */
export function remindersDue(
  charter: RemindedCharter,
  facts: ReminderFacts,
  timeZone: string,
  now: Date,
): readonly DueReminder[] {
  const kind = reminderAt(charter, timeZone, now);
  if (kind === undefined) return [];
  return mailedTo(facts, kind)
    .filter(({ reminded }) => reminded[kind] === undefined)
    .filter(({ reminded: { day, asked } }) => !isWithin(APART_MS, day, now) && !isWithin(APART_MS, asked, now))
    .map((patron) => ({ patron, kind }));
}

/** Tells whether anybody can still sign before a charter sails: it is to sail, and has not. */
export function awaitsSignatures(
  { status, departed, date }: Pick<RemindedCharter, "status" | "departed" | "date">,
  today: string,
): boolean {
  return status === "open" && !departed && date >= today;
}

/** Lists whom of these the waiver's link is mailed to on request: who could be reminded, and has not just been mailed it. */
export function remindersAsked(facts: ReminderFacts, ids: readonly string[], now: Date): readonly DueReminder[] {
  const due = mailedTo(facts, "asked")
    .filter(({ id, reminded }) => ids.includes(id) && !isWithin(ASKED_APART_MS, reminded.asked, now))
    .filter(({ email }) => !isWithin(ASKED_APART_MS, facts.lastAsked?.get(email), now));
  // A family shares an address; a hundred people do not.
  return due
    .filter(({ email }, place) => due.slice(0, place).filter((other) => other.email === email).length < SHARED_MAX)
    .map((patron) => ({ patron, kind: "asked" }));
}

function isWithin(span: number, last: string | undefined, now: Date): boolean {
  return last !== undefined && now.getTime() - Date.parse(last) < span;
}
