import type { DraftTexts, PublishRequest, WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import { LANGUAGES, type Language } from "../../rules/words/language.ts";
import { sameTexts, type WaiverTexts } from "../../rules/waiver/text.ts";
import type { Errors, Read } from "../forms/read.ts";

export const LANGUAGE_LABELS: Readonly<Record<Language, string>> = { en: "English", es: "Spanish" };

const EMPTY = { title: "", markdown: "" };

/** The texts to go on with: the draft, or else the version in force. */
export function startingTexts({ draft, current }: WaiverTextsResponse): DraftTexts {
  return draft?.texts ?? toDraft(current.texts);
}

/** Makes texts that can be edited of a version's. */
export function toDraft({ en, es }: WaiverTexts): DraftTexts {
  return { en: { ...(en ?? EMPTY) }, es: { ...(es ?? EMPTY) } };
}

/** Tells whether two drafts say the same; white space around them does not count. */
export function sameDrafts(a: DraftTexts, b: DraftTexts): boolean {
  return sameTexts(trimmed(a), trimmed(b));
}

/** A language of which nothing is written has no text, which patrons are told. */
export function toTexts(draft: DraftTexts): WaiverTexts {
  const { en, es } = trimmed(draft);
  return { en: isEmpty(en) ? null : en, es: isEmpty(es) ? null : es };
}

/** Names the languages in which patrons would not find a text. */
export function missingLanguages(draft: DraftTexts): readonly Language[] {
  const texts = toTexts(draft);
  return LANGUAGES.filter((language) => texts[language] === null);
}

/** Reads what is to be published, or says what is missing; errors by `<language>.<field>`, and `note`. */
export function readPublication(
  draft: DraftTexts,
  note: string,
  { id, revision }: Pick<PublishRequest, "id" | "revision">,
): Read<PublishRequest> {
  const texts = toTexts(draft);
  const errors: Errors = {
    ...problemsOf("en", texts),
    ...problemsOf("es", texts),
    ...(note.trim() === "" ? { note: "Say why, in a few words: it stays in the history." } : {}),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, request: { id, revision, texts: { en: texts.en, es: texts.es }, note } };
}

/** Says what keeps a draft from being published as it is, one sentence a problem. */
export function obstacles(draft: DraftTexts, current: WaiverTexts): readonly string[] {
  const texts = toTexts(draft);
  if (missingLanguages(draft).length === LANGUAGES.length) return ["Write the text in at least one language."];
  if (sameTexts(texts, current)) return ["This is the version in force. Change something to publish a new one."];
  return LANGUAGES.flatMap((language) => Object.values(problemsOf(language, texts)));
}

function problemsOf(language: Language, texts: WaiverTexts): Errors {
  const wording = texts[language];
  return {
    ...(wording?.title === "" ? { [`${language}.title`]: `The ${LANGUAGE_LABELS[language]} text has no title.` } : {}),
    ...(wording?.markdown === ""
      ? { [`${language}.markdown`]: `The ${LANGUAGE_LABELS[language]} text has only a title.` }
      : {}),
  };
}

function trimmed({ en, es }: DraftTexts): DraftTexts {
  const trim = ({ title, markdown }: DraftTexts["en"]) => ({
    title: title.trim(),
    markdown: markdown.replace(/\r\n?/g, "\n").trim(),
  });
  return { en: trim(en), es: trim(es) };
}

function isEmpty({ title, markdown }: DraftTexts["en"]): boolean {
  return title === "" && markdown === "";
}
