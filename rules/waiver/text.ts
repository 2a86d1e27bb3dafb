import { canonicalJson } from "../canonicalJson.ts";
import { dateOf } from "../time/dates.ts";
import { fillIn } from "../words/fillIn.ts";
import type { Newer } from "../contract/newer.ts";
import { LANGUAGES, type Language } from "../words/language.ts";

/** A waiver in one language. `{company}` stands for the company's name, in both. */
export interface WaiverWording {
  readonly title: string;
  readonly markdown: string;
}

/** A waiver in each language; null where it has not been translated. */
export type WaiverTexts = Readonly<Record<Language, WaiverWording | null>>;

/** A version of the waiver. It is never edited, as somebody may have signed it: the next one is published instead. */
export interface WaiverVersion {
  /** `YYYY-MM-DD`, the day on which it came into force where the company is; `.2` for the second one on a day. */
  readonly version: string;
  readonly texts: WaiverTexts;
}

/** What one patron reads. All that decides how it reads is in here, and its hash names it. */
export interface ShownText {
  readonly version: string;
  readonly language: Language | Newer;
  readonly company: string;
  /** With the company's name in it. */
  readonly title: string;
  /** As it was written: the name is filled in after the Markdown is read, so that a name is never taken for Markdown. */
  readonly markdown: string;
}

/** Tells whether two sets of texts read the same. */
export function sameTexts(a: WaiverTexts, b: WaiverTexts): boolean {
  return LANGUAGES.every(
    (language) => a[language]?.title === b[language]?.title && a[language]?.markdown === b[language]?.markdown,
  );
}

const VERSION = /^\d{4}-\d\d-\d\d(?:\.([2-9]|[1-9]\d{1,2}))?$/;

/** Tells whether a text is shaped like a version's name. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Names the version that follows `latest`, published on `day`: never an earlier name, whatever the clock says. */
export function nextVersion(day: string, latest: string): string {
  const latestDay = dateOf(latest);
  if (day > latestDay) return day;
  return `${latestDay}.${turnOf(latest) + 1}`;
}

/** Orders versions by when they came into force. */
export function compareVersions(a: string, b: string): number {
  const [dayA, dayB] = [dateOf(a), dateOf(b)];
  if (dayA !== dayB) return dayA < dayB ? -1 : 1;
  return turnOf(a) - turnOf(b);
}

function turnOf(version: string): number {
  return Number(VERSION.exec(version)?.[1] ?? 1);
}

/** Gives a version's text in the language that was asked for, else in the one there is. */
export function shownText(version: WaiverVersion, wanted: Language, company: string): ShownText {
  const shown = shownTexts(version, company);
  const text = shown.find(({ language }) => language === wanted) ?? shown[0];
  if (text === undefined) throw new Error(`Waiver ${version.version} has no text.`);
  return text;
}

/** Gives a version's text in every language that it has. */
export function shownTexts({ version, texts }: WaiverVersion, company: string): readonly ShownText[] {
  return LANGUAGES.flatMap((language) => {
    const wording = texts[language];
    return wording === null
      ? []
      : [{ version, language, company, title: fillIn(wording.title, { company }), markdown: wording.markdown }];
  });
}

/** The bytes whose SHA-256 names a text. */
export function waiverTextBytes({ version, language, company, title, markdown }: ShownText): string {
  return canonicalJson({ version, language, company, title, markdown });
}
