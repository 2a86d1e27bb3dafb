import type { DraftTexts } from "../../rules/contract/api/waiverText.ts";
import { Notice } from "../ui/Notice.tsx";
import { LANGUAGE_LABELS, missingLanguages } from "./drafts.ts";

/** Warns of each language whose readers would not find a text of their own. */
export function MissingLanguages({ texts }: { readonly texts: DraftTexts }) {
  return (
    <>
      {missingLanguages(texts).map((language) => (
        <Notice key={language} tone="warn" title={`There is no ${LANGUAGE_LABELS[language]} text`}>
          Patrons who read {LANGUAGE_LABELS[language]} will see the other language, with a line that says so.
        </Notice>
      ))}
    </>
  );
}
