import { useEffect, useMemo, useState } from "preact/hooks";

import {
  MARKDOWN_MAX,
  WAIVER_TITLE_MAX,
  type DraftTexts,
  type WaiverTextsResponse,
} from "../../rules/contract/api/waiverText.ts";
import { LANGUAGES, type Language } from "../../rules/words/language.ts";
import { Choices, Field, TextField } from "../forms/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useApp } from "../context.ts";
import { explain, isProblem } from "../api/failure.ts";
import { momentLabel } from "../labels.ts";
import { saveDraft } from "./calls.ts";
import {
  createCopies,
  LANGUAGE_LABELS,
  missingLanguages,
  obstacles,
  sameDrafts,
  startingTexts,
  toDraft,
} from "./drafts.ts";
import { WaiverTextsDiff } from "./WaiverTextsDiff.tsx";
import { WaiverTextsPreview } from "./WaiverTextsPreview.tsx";
import { WaiverTextsPublish } from "./WaiverTextsPublish.tsx";

interface Props {
  readonly data: WaiverTextsResponse;
  readonly onChanged: (data: WaiverTextsResponse) => void;
  /** Somebody else was faster: theirs is to be loaded. */
  readonly onStale: () => void;
}

/** What is typed, the text it began as, and the revision that text has. */
interface Work {
  readonly revision: number;
  readonly saved: DraftTexts;
  readonly texts: DraftTexts;
}

const HINT =
  "## begins a heading, an empty line a paragraph, - a list item. **bold**, *italic*, [a link](https://example.com). {company} becomes your company’s name.";

/** Lets an admin write the next version, one language at a time, and publish it. */
export function WaiverTextsEditor({ data, onChanged, onStale }: Props) {
  const { client, company, announce } = useApp();
  const copies = useMemo(() => createCopies(() => localStorage), []);
  const fresh = (from: WaiverTextsResponse): Work => ({
    revision: from.revision,
    saved: startingTexts(from),
    texts: startingTexts(from),
  });
  const [work, setWork] = useState<Work>(() => ({ ...fresh(data), ...copies.load() }));
  const [dropped, setDropped] = useState<DraftTexts>();
  const [language, setLanguage] = useState<Language>("en");
  const [saving, setSaving] = useState(false);
  const [publishing, setPublishing] = useState(false);

  const changed = !sameDrafts(work.texts, work.saved);
  const behind = work.revision !== data.revision;
  useEffect(() => {
    if (behind && !changed) setWork(fresh(data));
  }, [data]);
  function edit(texts: DraftTexts, revision = work.revision): void {
    setWork({ ...work, revision, texts });
    if (sameDrafts(texts, work.saved)) copies.clear();
    else copies.save({ revision, texts });
  }
  function set(part: Partial<DraftTexts["en"]>): void {
    setDropped(undefined);
    edit({ ...work.texts, [language]: { ...work.texts[language], ...part } });
  }
  function take(next: WaiverTextsResponse, text: string): void {
    copies.clear();
    setWork(fresh(next));
    setDropped(undefined);
    setPublishing(false);
    onChanged(next);
    announce({ tone: "good", text });
  }
  function drop(): void {
    setDropped(work.texts);
    copies.clear();
    setWork(fresh(data));
  }
  async function save(): Promise<void> {
    if (saving) return;
    setSaving(true);
    const result = await saveDraft(client, { revision: work.revision, texts: work.texts });
    setSaving(false);
    if (result.ok) {
      take(result.data, "Draft saved. Patrons see it when you publish it.");
      return;
    }
    if (isProblem(result, "stale-revision")) onStale();
    announce({ tone: "bad", text: `The draft was not saved. ${explain(result).detail}` });
  }
  const { title, markdown } = work.texts[language];
  const inForce = toDraft(data.current.texts);
  const missing = missingLanguages(work.texts);
  const hindered = obstacles(work.texts, data.current.texts);
  return (
    <section class="card stack" aria-labelledby="editor-title">
      <div class="card-head">
        <h2 id="editor-title">Next version</h2>
        {data.draft && (
          <p class="hint">
            Draft saved by {data.draft.saved_by}, {momentLabel(data.draft.saved_at, company.time_zone)}
          </p>
        )}
      </div>
      {behind && changed && (
        <Notice tone="warn" title="Somebody else changed the waiver text while you were writing">
          <p>
            What you wrote is kept on this device. Choose which text goes on; below is what yours changes in theirs.
          </p>
          <WaiverTextsDiff before={startingTexts(data)} after={work.texts} />
          <div class="row text-choice">
            <button
              type="button"
              class="button"
              onClick={() => {
                edit(work.texts, data.revision);
              }}
            >
              Go on with mine
            </button>
            <button type="button" class="button" onClick={drop}>
              Take theirs
            </button>
          </div>
        </Notice>
      )}
      {missing.map((one) => (
        <Notice key={one} tone="warn" title={`There is no ${LANGUAGE_LABELS[one]} text`}>
          Patrons who read {LANGUAGE_LABELS[one]} will see the other language, with a line that says so.
        </Notice>
      ))}
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
              set({ title: value });
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
                  set({ markdown: event.currentTarget.value });
                }}
              />
            )}
          </Field>
        </div>
        <WaiverTextsPreview key={language} language={language} title={title} markdown={markdown} />
      </div>
      <details class="text-changes">
        <summary class="button">Changes since version {data.current.version}</summary>
        <WaiverTextsDiff before={inForce} after={work.texts} />
      </details>
      <p class="hint" role="status">
        {changed ? "Not saved yet. What you write is kept on this device." : "Everything is saved."}
        {hindered.length > 0 && ` ${hindered.join(" ")}`}
      </p>
      <div class="row">
        <button
          type="button"
          class="button button-primary"
          aria-disabled={hindered.length > 0 || behind}
          onClick={() => {
            if (hindered.length === 0 && !behind) setPublishing(true);
          }}
        >
          Publish…
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={saving || !changed}
          onClick={() => {
            if (changed) void save();
          }}
        >
          {saving ? "Saving…" : "Save draft"}
        </button>
        {changed && (
          <button type="button" class="button button-plain" onClick={drop}>
            Discard changes
          </button>
        )}
        {!changed && dropped && (
          <button
            type="button"
            class="button button-plain"
            onClick={() => {
              edit(dropped);
              setDropped(undefined);
            }}
          >
            Undo discard
          </button>
        )}
        {!changed && !dropped && data.draft && !sameDrafts(work.texts, inForce) && (
          <button
            type="button"
            class="button button-plain"
            onClick={() => {
              edit(inForce);
            }}
          >
            Start again from version {data.current.version}
          </button>
        )}
      </div>
      {publishing && (
        <WaiverTextsPublish
          data={data}
          texts={work.texts}
          revision={work.revision}
          onStale={onStale}
          onClose={() => {
            setPublishing(false);
          }}
          onPublished={(next) => {
            take(next, `Version ${next.current.version} is in force.`);
          }}
        />
      )}
    </section>
  );
}
