import { useState } from "preact/hooks";

import { MARKDOWN_MAX, WAIVER_TITLE_MAX } from "../../rules/contract/api/waiverText.ts";
import { LANGUAGES, type Language } from "../../rules/words/language.ts";
import { Choices, Field, TextField } from "../forms/Field.tsx";
import { LANGUAGE_LABELS } from "./drafts.ts";
import type { Work } from "./useWork.ts";
import { WaiverTextsPreview } from "./WaiverTextsPreview.tsx";

const HINT =
  "## begins a heading, an empty line a paragraph, - a list item. **bold**, *italic*, [a link](https://example.com). {company} becomes your company’s name.";

/** Lets a text be written, one language at a time, beside how patrons will see it. */
export function WritingDesk({ work: { texts, write } }: { readonly work: Work }) {
  const [language, setLanguage] = useState<Language>("en");
  const { title, markdown } = texts[language];
  return (
    <>
      <Choices
        label="Language"
        value={language}
        onValue={(value) => {
          setLanguage(value === "es" ? "es" : "en");
        }}
        options={LANGUAGES.map((one) => [one, LANGUAGE_LABELS[one]] as const)}
      />
      <div class="waiver-editor">
        <div class="stack waiver-source">
          <TextField
            label={`Title in ${LANGUAGE_LABELS[language]}`}
            value={title}
            onValue={(value) => {
              write(language, { title: value });
            }}
            input={{ maxLength: WAIVER_TITLE_MAX, autocomplete: "off", lang: language }}
          />
          <Field label={`Text in ${LANGUAGE_LABELS[language]}`} hint={HINT}>
            {(wiring) => (
              <textarea
                {...wiring}
                lang={language}
                maxLength={MARKDOWN_MAX}
                value={markdown}
                onInput={(event) => {
                  write(language, { markdown: event.currentTarget.value });
                }}
              />
            )}
          </Field>
        </div>
        <WaiverTextsPreview key={language} language={language} title={title} markdown={markdown} />
      </div>
    </>
  );
}
