import { useEffect, useState } from "preact/hooks";

import { fillIn } from "../../rules/words/fillIn.ts";
import type { Language } from "../../rules/words/language.ts";
import { useApp } from "../context.ts";
import { previewText } from "./calls.ts";

/** Typing goes on for so long, in ms, before the preview follows. */
const PAUSE_MS = 500;

interface Props {
  readonly language: Language;
  readonly title: string;
  readonly markdown: string;
}

/** Shows the text as patrons will see it, a moment after each change. */
export function WaiverTextsPreview({ language, title, markdown }: Props) {
  const { client, company } = useApp();
  const [shown, setShown] = useState<{ of: string; html: string }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let overtaken = false;
    async function load(): Promise<void> {
      const result = await previewText(client, { markdown });
      if (overtaken) return;
      setFailed(!result.ok);
      if (result.ok) setShown({ of: markdown, html: result.data.html });
    }
    const timer = setTimeout(() => void load(), shown === undefined ? 0 : PAUSE_MS);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
    // What is shown now decides only how soon the next one is asked for.
  }, [client, markdown]);
  return (
    <section class="waiver-preview" tabIndex={0} aria-label="Preview" aria-busy={shown?.of !== markdown}>
      <p class="eyebrow">As patrons see it</p>
      {failed && <p class="hint">The preview needs a connection. What you write is kept.</p>}
      {title.trim() === "" && markdown.trim() === "" && <p class="hint">Nothing is written in this language yet.</p>}
      <article lang={language}>
        <h2>{fillIn(title, { company: company.name })}</h2>
        {/* The server made this HTML of Markdown and lets only a handful of tags into it (lambda/waiverTexts/blocksHtml.ts). */}
        <div class="waiver-text" dangerouslySetInnerHTML={{ __html: shown?.html ?? "" }} />
      </article>
    </section>
  );
}
