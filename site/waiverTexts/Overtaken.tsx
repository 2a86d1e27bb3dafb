import type { WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import { Notice } from "../ui/Notice.tsx";
import { startingTexts } from "./drafts.ts";
import type { Work } from "./useWork.ts";
import { WaiverTextsDiff } from "./WaiverTextsDiff.tsx";

interface Props {
  readonly data: WaiverTextsResponse;
  readonly work: Work;
}

/** Asks which text goes on, where somebody else changed it meanwhile. */
export function Overtaken({ data, work }: Props) {
  return (
    <Notice tone="warn" title="Somebody else changed the waiver text while you were writing">
      <p>What you wrote is kept on this device. Choose which text goes on; below is what yours changes in theirs.</p>
      <WaiverTextsDiff before={startingTexts(data)} after={work.texts} />
      <div class="row text-choice">
        <button type="button" class="button" onClick={work.goOn}>
          Go on with mine
        </button>
        <button type="button" class="button" onClick={work.discard}>
          Take theirs
        </button>
      </div>
    </Notice>
  );
}
