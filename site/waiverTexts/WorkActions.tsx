import type { WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import { sameDrafts, toDraft } from "./drafts.ts";
import type { Work } from "./useWork.ts";

interface Props {
  readonly data: WaiverTextsResponse;
  readonly work: Work;
  /** Nothing keeps the text from being published. */
  readonly publishable: boolean;
  readonly saving: boolean;
  readonly onPublish: () => void;
  readonly onSave: () => void;
}

/** Offers what can be done with what is written: publish it, save it, take it back. */
export function WorkActions({ data, work, publishable, saving, onPublish, onSave }: Props) {
  const { changed } = work;
  return (
    <div class="row">
      <button
        type="button"
        class="button button-primary"
        aria-disabled={!publishable}
        onClick={() => {
          if (publishable) onPublish();
        }}
      >
        Publish…
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={saving || !changed}
        onClick={() => {
          if (changed) onSave();
        }}
      >
        {saving ? "Saving…" : "Save draft"}
      </button>
      <TakeBack data={data} work={work} />
    </div>
  );
}

/** One way back at a time: what is typed can be discarded, a discard be undone, a draft begun anew. */
function TakeBack({ data, work }: Pick<Props, "data" | "work">) {
  const { texts, changed, dropped } = work;
  const inForce = toDraft(data.current.texts);
  if (changed) return <Way key="discard" text="Discard changes" onTake={work.discard} />;
  if (dropped) {
    return (
      <Way
        key="undiscard"
        text="Undo discard"
        onTake={() => {
          work.undiscard(dropped);
        }}
      />
    );
  }
  if (!data.draft || sameDrafts(texts, inForce)) return null;
  return (
    <Way
      key="restart"
      text={`Start again from version ${data.current.version}`}
      onTake={() => {
        work.replace(inForce);
      }}
    />
  );
}

function Way({ text, onTake }: { readonly text: string; readonly onTake: () => void }) {
  return (
    <button type="button" class="button button-plain" onClick={onTake}>
      {text}
    </button>
  );
}
