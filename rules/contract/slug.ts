/**
 * The slug, `YYYY-MM-DD-firstname-period`: the id of a charter event and the middle of its waiver link.
 *
 * The edge function bundles this file, so it stays inside what esbuild can lower to CloudFront's runtime 2.0:
 * no Set, no Date parsing, nothing that a hostile string could make throw.
 */

import { WAIVER_FOLDER } from "./folders.ts";

/** The parts of a day a charter can sail in, in the order of the day. */
export const PERIODS = ["morning", "midday", "afternoon", "sunset", "evening", "night"] as const;
export type Period = (typeof PERIODS)[number];

export interface SlugParts {
  /** `YYYY-MM-DD`, a real calendar date. */
  readonly date: string;
  /** Lower-case ASCII, with the number that tells two Janes apart: `jane`, `jane2`. */
  readonly firstName: string;
  readonly period: Period;
}

/** The longest first name a slug carries, the number that tells two Janes apart included. */
export const FIRST_NAME_MAX = 32;

const SLUG = /^([0-9]{4}-[0-9]{2}-[0-9]{2})-([a-z][a-z0-9]*)-([a-z]+)$/;
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** Tells whether text is `YYYY-MM-DD` and names a day that exists (Gregorian, leap years checked, from year 1). */
export function isCalendarDate(text: string): boolean {
  const found = DATE.exec(text);
  if (found === null) return false;
  const year = Number(found[1]);
  const month = Number(found[2]);
  const day = Number(found[3]);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function isPeriod(text: string | undefined): text is Period {
  return text !== undefined && (PERIODS as readonly string[]).indexOf(text) >= 0;
}

/** Reads a slug into its parts, or answers undefined for anything that is not exactly one. */
export function parseSlug(text: string): SlugParts | undefined {
  const found = SLUG.exec(text);
  if (found === null) return undefined;
  const date = found[1];
  const firstName = found[2];
  const period = found[3];
  if (date === undefined || firstName === undefined || firstName.length > FIRST_NAME_MAX) return undefined;
  if (!isCalendarDate(date) || !isPeriod(period)) return undefined;
  return { date: date, firstName: firstName, period: period };
}

/** Writes the pattern of a slug, for who cannot call isSlug: it lets days through that do not exist. */
export function slugShape(): string {
  return `^[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z][a-z0-9]{0,${FIRST_NAME_MAX - 1}}-(?:${PERIODS.join("|")})$`;
}

/** Tells whether text is a canonical slug. */
export function isSlug(text: string): boolean {
  return parseSlug(text) !== undefined;
}

/** Writes parts as a slug. The parts are taken as valid: read them with parseSlug or foldFirstName first. */
export function formatSlug(parts: SlugParts): string {
  return parts.date + "-" + parts.firstName + "-" + parts.period;
}

/** What an old charter id must look like to have an alias; keys are lower case, and links are matched in lower case. */
export const ALIAS_PATTERN = /^[0-9a-z_-]{1,64}$/;

/**
 * A waiver link as it arrives, in lower case: with or without its end and a last slash, and with the punctuation that mail
 * programs glue to a link. The bounds hold the longest alias, and keep a hostile path from making the match slow.
 */
export const WAIVER_LINK = /^\/g\/([^/]{1,64}?)(?:\/waiver)?\/?[\s.,;:!?)>\]'"]{0,8}$/;

/** The path of the waiver page of a charter event. */
export function waiverPath(slug: string): string {
  return WAIVER_FOLDER + slug + "/waiver";
}

/** Reads the slug out of the path of a waiver page, or answers undefined for any other path. */
export function slugOfWaiverPath(path: string): string | undefined {
  const slug = path.split("/")[2] ?? "";
  return isSlug(slug) && path === waiverPath(slug) ? slug : undefined;
}
