import * as v from "valibot";

import { LANGUAGES } from "../../words/language.ts";
import { Id, Instant, Reason, Revision } from "./fields.ts";
import { ONE_LINE, UNPRINTABLE_REFUSED, VISIBLE, withPlainLines } from "../../words/printable.ts";
import { wordOrNewer } from "../newer.ts";
import { BrokenCount } from "./broken.ts";

/** Far more than any waiver: about six printed pages, and two languages fit into one request. */
export const MARKDOWN_MAX = 20_000;
export const WAIVER_TITLE_MAX = 120;

/** More than ten lists or quotes in each other, told by the signs that a line begins with: a reader of them would call itself too often. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]?|[-+*][ \t]+|\d{1,9}[.)][ \t]+){11}/m;
/** Far more than any waiver has; each may pair with any other, so that their number counts squared. */
const SIGNS_MAX = 1_000;

function isQuickToRead(markdown: string): boolean {
  return !TOO_DEEP.test(markdown) && (markdown.match(/[*_[\]!`<]/g)?.length ?? 0) <= SIGNS_MAX;
}

const TitleText = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(WAIVER_TITLE_MAX, `must be at most ${WAIVER_TITLE_MAX} characters`),
  v.regex(ONE_LINE, UNPRINTABLE_REFUSED),
);
export const MarkdownText = v.pipe(
  v.string(),
  v.transform((text) => withPlainLines(text.replace(/\r\n?/g, "\n")).trim()),
  v.maxLength(MARKDOWN_MAX, `must be at most ${MARKDOWN_MAX} characters`),
  v.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, "must not contain control characters, or halves of characters"),
  v.check(isQuickToRead, "must not have more than ten lists in each other, nor more than 1,000 signs such as * _ [ ]"),
);

/** What is being written: anything may still be missing. */
const DraftWording = v.strictObject({ title: TitleText, markdown: MarkdownText });
export const DraftTexts = v.strictObject({ en: DraftWording, es: DraftWording });
export type DraftTexts = v.InferOutput<typeof DraftTexts>;

const FullWording = v.strictObject({
  title: v.pipe(TitleText, v.regex(VISIBLE, "must not be empty")),
  markdown: v.pipe(MarkdownText, v.regex(VISIBLE, "must not be empty")),
});

/** What patrons will read; at least one language. */
const FullTexts = v.pipe(
  v.strictObject({ en: v.nullable(FullWording), es: v.nullable(FullWording) }),
  v.check((texts): boolean => texts.en !== null || texts.es !== null, "must have a text in one language"),
);
const StoredWording = v.object({ title: v.string(), markdown: v.string() });
/** A version's texts as they are stored and read. */
export const StoredTexts = v.object({ en: v.nullable(StoredWording), es: v.nullable(StoredWording) });
/** The same of what is being written. */
export const StoredDraftTexts = v.object({ en: StoredWording, es: StoredWording });

/** `PATCH /api/waiver-texts/draft` (admin): keeps what is being written. `revision` is the one that was read: an older one is a 409. */
export const SaveDraftRequest = v.strictObject({ revision: Revision, texts: DraftTexts });
export type SaveDraftRequest = v.InferOutput<typeof SaveDraftRequest>;

/** `POST /api/waiver-texts` (admin): puts these very texts into force and ends the draft. The id makes a retry publish nothing twice. */
export const PublishRequest = v.strictObject({
  id: Id,
  revision: Revision,
  texts: FullTexts,
  /** Why, for the history. */
  note: Reason,
});
export type PublishRequest = v.InferOutput<typeof PublishRequest>;

/** `POST /api/waiver-texts/preview` (admin): shows Markdown as patrons would see it. Stores nothing. */
export const PreviewRequest = v.strictObject({ markdown: MarkdownText });
export type PreviewRequest = v.InferOutput<typeof PreviewRequest>;

/** HTML that the server made of Markdown: only the tags of lambda/waiverTexts/blocksHtml.ts are in it. */
export const PreviewResponse = v.object({ html: v.string() });
export type PreviewResponse = v.InferOutput<typeof PreviewResponse>;

/** A version in the history. The one that came with the program was published by nobody. */
const VersionSummary = v.object({
  version: v.string(),
  published_at: v.nullable(Instant),
  published_by: v.nullable(v.string()),
  note: v.string(),
  languages: v.array(wordOrNewer(LANGUAGES)),
});
export type VersionSummary = v.InferOutput<typeof VersionSummary>;

const Draft = v.object({ texts: StoredDraftTexts, saved_at: Instant, saved_by: v.string() });
export type Draft = v.InferOutput<typeof Draft>;

/** `GET /api/waiver-texts` (crew), and the answer to saving and publishing: the version in force, the draft, all versions, newest first. */
export const WaiverTextsResponse = v.object({
  /** Rises with each change of the draft and each publication. */
  revision: v.number(),
  current: v.object({ ...VersionSummary.entries, texts: StoredTexts }),
  draft: v.nullable(Draft),
  versions: v.array(VersionSummary),
  broken: BrokenCount,
});
export type WaiverTextsResponse = v.InferOutput<typeof WaiverTextsResponse>;

/** `GET /api/waiver-texts/{version}` (crew): a version as patrons see it. */
export const WaiverVersionResponse = v.object({
  ...VersionSummary.entries,
  texts: v.array(
    v.object({ language: wordOrNewer(LANGUAGES), title: v.string(), html: v.string(), text_sha256: v.string() }),
  ),
});
export type WaiverVersionResponse = v.InferOutput<typeof WaiverVersionResponse>;
