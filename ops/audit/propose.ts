import { foldFirstName } from "../../rules/charter/firstName.ts";
import { isCalendarDate, PERIODS, type Period, type SlugParts } from "../../rules/contract/slug.ts";
import type { Plain } from "../data/plain.ts";
import type { LegacyEvent } from "./legacy.ts";

/** The parts of the slug that an event should have had, or what its id and its data do not tell of them. */
export type Proposal =
  | { readonly ok: true; readonly parts: SlugParts }
  | { readonly ok: false; readonly missing: readonly string[] };

// Whoever stored these events chose the names of their attributes: compared without case, spaces, `_` and `-`.
const DATE_NAMES = ["date", "eventdate", "charterdate", "day", "startsat", "start", "timestamp"];
const FIRST_NAMES = ["firstname", "patronfirstname", "first"];
const FULL_NAMES = [
  "name",
  "patron",
  "patronname",
  "fullname",
  "customer",
  "customername",
  "guest",
  "guestname",
  "contact",
  "bookedby",
];
const PERIOD_NAMES = ["period", "timeofday", "slot", "session"];
const CLOCK_NAMES = ["startsat", "starttime", "start", "time", "departure"];

/** Works out the slug of a legacy event from its id and its data. */
export function proposeParts({ id, items }: LegacyEvent): Proposal {
  const values = (names: readonly string[]): string[] =>
    names.flatMap((name) => items.flatMap((item) => textsUnder(item, name)));
  const words = wordsOf(id);
  const date = first([id, ...values(DATE_NAMES)].map((text) => findDate(text)?.date));
  const period =
    first([...values(PERIOD_NAMES), ...words].map(toPeriod)) ?? first(values(CLOCK_NAMES).map(clockPeriod));
  const firstName =
    first(values(FIRST_NAMES).map(foldFirstName)) ??
    foldFirstName(words.filter((word) => toPeriod(word) === undefined).join("")) ??
    first(values(FULL_NAMES).map((name) => foldFirstName(name.trim().split(/\s+/)[0] ?? "")));
  if (date !== undefined && firstName !== undefined && period !== undefined)
    return { ok: true, parts: { date, firstName, period } };
  const missing = [
    ...(date === undefined ? ["date"] : []),
    ...(firstName === undefined ? ["first name"] : []),
    ...(period === undefined ? ["period"] : []),
  ];
  return { ok: false, missing };
}

function first<T>(found: readonly (T | undefined)[]): T | undefined {
  return found.find((value) => value !== undefined);
}

function textsUnder(item: Readonly<Record<string, Plain>>, wanted: string): string[] {
  return Object.entries(item).flatMap(([name, value]) =>
    name.toLowerCase().replace(/[\s_-]/g, "") === wanted && typeof value === "string" ? [value] : [],
  );
}

const DATES = /(?<!\d)(\d{4})(?:[-_./ ](\d{1,2})[-_./ ](\d{1,2})|(\d{2})(\d{2}))(?!\d)/g;

/** A date in a text, and how it is written there. Eight digits in a row may as well be part of a name: any other date goes before them. */
function findDate(text: string): { readonly written: string; readonly date: string } | undefined {
  const found = [...text.matchAll(DATES)]
    .map(([written, year = "", month, day, shortMonth = "", shortDay = ""]) => ({
      written,
      apart: month !== undefined,
      date: `${year}-${(month ?? shortMonth).padStart(2, "0")}-${(day ?? shortDay).padStart(2, "0")}`,
    }))
    .filter(({ date }) => isCalendarDate(date));
  return found.find(({ apart }) => apart) ?? found[0];
}

/** The words of an id beside its date. */
function wordsOf(id: string): string[] {
  return id
    .replace(findDate(id)?.written ?? "", " ")
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => /\p{L}/u.test(word));
}

const SYNONYMS: Readonly<Record<string, Period>> = { noon: "midday", lunch: "midday" };

function toPeriod(text: string): Period | undefined {
  const word = text.trim().toLowerCase();
  return PERIODS.find((period) => period === word) ?? (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined);
}

const CLOCK = /^(\d{1,2})(?::\d{2}){0,2}\s*([ap])?\.?m?\.?$/i;
// When each period ends, as an hour of the day.
const ENDS: readonly (readonly [number, Period])[] = [
  [4, "night"],
  [11, "morning"],
  [14, "midday"],
  [17, "afternoon"],
  [19, "sunset"],
  [21, "evening"],
  [24, "night"],
];

/** A clock time at the dock; an instant tells none without its time zone. */
function clockPeriod(text: string): Period | undefined {
  const [, digits, half] = CLOCK.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const hour = half === undefined ? Number(digits) : (Number(digits) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return ENDS.find(([end]) => hour < end)?.[1];
}
