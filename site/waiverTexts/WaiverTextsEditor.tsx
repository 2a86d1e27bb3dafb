import { useState } from "preact/hooks";

import type { WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import { explain, isProblem } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { useUnsaved } from "../forms/useTyped.ts";
import { momentLabel } from "../labels.ts";
import { saveDraft } from "./calls.ts";
import { obstacles, toDraft } from "./drafts.ts";
import { MissingLanguages } from "./MissingLanguages.tsx";
import { Overtaken } from "./Overtaken.tsx";
import { useWork } from "./useWork.ts";
import { WaiverTextsDiff } from "./WaiverTextsDiff.tsx";
import { WaiverTextsPublish } from "./WaiverTextsPublish.tsx";
import { WorkActions } from "./WorkActions.tsx";
import { WritingDesk } from "./WritingDesk.tsx";

interface Props {
  readonly data: WaiverTextsResponse;
  readonly onChanged: (data: WaiverTextsResponse) => void;
  /** Somebody else was faster: theirs is to be loaded. */
  readonly onStale: () => void;
}

const NOT_SAVED = "Not saved yet. What you write is kept on this device.";
const NOT_KEPT = "Not saved yet, and this browser keeps nothing: save the draft before you leave.";

/** Lets an admin write the next version, one language at a time, and publish it. */
export function WaiverTextsEditor({ data, onChanged, onStale }: Props) {
  const { client, company, announce } = useApp();
  const work = useWork(data);
  const [saving, setSaving] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const { texts, revision, changed, behind } = work;
  useUnsaved(changed && !work.kept);
  const hindered = obstacles(texts, data.current.texts);
  function take(next: WaiverTextsResponse, text: string): void {
    work.settle(next);
    setPublishing(false);
    onChanged(next);
    announce({ tone: "good", text });
  }
  async function save(): Promise<void> {
    if (saving) return;
    setSaving(true);
    const result = await saveDraft(client, { revision, texts });
    setSaving(false);
    if (result.ok) {
      take(result.data, "Draft saved. Patrons see it when you publish it.");
      return;
    }
    if (isProblem(result, "stale-revision")) onStale();
    announce({ tone: "bad", text: `The draft was not saved. ${explain(result).detail}` });
  }
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
      {behind && changed && <Overtaken data={data} work={work} />}
      <MissingLanguages texts={texts} />
      <WritingDesk work={work} />
      <details class="text-changes">
        <summary class="button">Changes since version {data.current.version}</summary>
        <WaiverTextsDiff before={toDraft(data.current.texts)} after={texts} />
      </details>
      <p class="hint" role="status">
        {changed ? (work.kept ? NOT_SAVED : NOT_KEPT) : "Everything is saved."}
        {hindered.length > 0 && ` ${hindered.join(" ")}`}
      </p>
      <WorkActions
        data={data}
        work={work}
        publishable={hindered.length === 0 && !behind}
        saving={saving}
        onPublish={() => {
          setPublishing(true);
        }}
        onSave={() => void save()}
      />
      {publishing && (
        <WaiverTextsPublish
          data={data}
          texts={texts}
          revision={revision}
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
