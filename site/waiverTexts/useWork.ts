import { useEffect, useMemo, useState } from "preact/hooks";

import type { DraftTexts, WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import type { Language } from "../../rules/words/language.ts";
import { createCopies } from "./copies.ts";
import { sameDrafts, startingTexts } from "./drafts.ts";

/** What is typed, the text it began as, and the revision that text has. */
interface State {
  readonly revision: number;
  readonly saved: DraftTexts;
  readonly texts: DraftTexts;
}

/** Keeps what an admin writes, on this device as well, so that neither a reload nor somebody else's change takes it away. */
export function useWork(data: WaiverTextsResponse) {
  const copies = useMemo(() => createCopies(() => localStorage), []);
  const [work, setWork] = useState<State>(() => ({ ...fresh(data), ...copies.load() }));
  const [dropped, setDropped] = useState<DraftTexts>();
  const [kept, setKept] = useState(true);
  const changed = !sameDrafts(work.texts, work.saved);
  const behind = work.revision !== data.revision;
  useEffect(() => {
    if (behind && !changed) setWork(fresh(data));
  }, [data]);
  function edit(texts: DraftTexts, revision = work.revision): void {
    setWork({ ...work, revision, texts });
    if (sameDrafts(texts, work.saved)) copies.clear();
    else setKept(copies.save({ revision, texts }));
  }
  function begin(from: WaiverTextsResponse, before?: DraftTexts): void {
    setDropped(before);
    copies.clear();
    setWork(fresh(from));
  }
  return {
    revision: work.revision,
    texts: work.texts,
    /** Something is typed that is not saved. */
    changed,
    /** What is typed outlives this page. */
    kept,
    /** Somebody else changed the waiver text meanwhile. */
    behind,
    /** What was discarded and can still be brought back. */
    dropped,
    write: (language: Language, part: Partial<DraftTexts["en"]>): void => {
      setDropped(undefined);
      edit({ ...work.texts, [language]: { ...work.texts[language], ...part } });
    },
    replace: (texts: DraftTexts): void => {
      edit(texts);
    },
    /** Goes on with what is typed, on top of what somebody else saved. */
    goOn: (): void => {
      edit(work.texts, data.revision);
    },
    discard: (): void => {
      begin(data, work.texts);
    },
    undiscard: (texts: DraftTexts): void => {
      edit(texts);
      setDropped(undefined);
    },
    /** Goes on from what the server has now. */
    settle: (next: WaiverTextsResponse): void => {
      begin(next);
    },
  };
}

export type Work = ReturnType<typeof useWork>;

function fresh(from: WaiverTextsResponse): State {
  return { revision: from.revision, saved: startingTexts(from), texts: startingTexts(from) };
}
