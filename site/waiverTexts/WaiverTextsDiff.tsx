import type { DraftTexts } from "../../rules/contract/api/waiverText.ts";
import { LANGUAGES, type Language } from "../../rules/words/language.ts";
import { diffParagraphs, nearChanges, type DiffPart } from "./textDiff.ts";
import { LANGUAGE_LABELS } from "./drafts.ts";

/** Shows what is different from the version in force, paragraph by paragraph, in each language. */
export function WaiverTextsDiff({ before, after }: { readonly before: DraftTexts; readonly after: DraftTexts }) {
  return (
    <>
      {LANGUAGES.map((language) => (
        <LanguageDiff key={language} language={language} before={before} after={after} />
      ))}
    </>
  );
}

function LanguageDiff({
  language,
  before,
  after,
}: {
  readonly language: Language;
  readonly before: DraftTexts;
  readonly after: DraftTexts;
}) {
  const text = (texts: DraftTexts): string => `${texts[language].title}\n\n${texts[language].markdown}`;
  const parts = diffParagraphs(text(before), text(after));
  const changes = parts.filter(({ kind }) => kind !== "same").length;
  return (
    <section class="text-diff" aria-label={`Changes in ${LANGUAGE_LABELS[language]}`}>
      <h3>{LANGUAGE_LABELS[language]}</h3>
      {changes === 0 && <p class="hint">No change.</p>}
      {changes > 0 && (
        <div lang={language}>
          {nearChanges(parts).map((part, index) => (
            <Part key={index} part={part} />
          ))}
        </div>
      )}
    </section>
  );
}

/** Unchanged paragraphs are only hinted at, so that the changes stand out. */
function Part({ part }: { readonly part: DiffPart | null }) {
  if (part === null) return <p class="diff-same">…</p>;
  const { kind, text } = part;
  if (kind === "same") return <p class="diff-same">{text}</p>;
  const label = kind === "added" ? "New: " : "Removed: ";
  const Tag = kind === "added" ? "ins" : "del";
  return (
    <p class={`diff-${kind}`}>
      <span class="diff-mark" lang="en">
        {label}
      </span>
      <Tag>{text}</Tag>
    </p>
  );
}
