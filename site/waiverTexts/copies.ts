import * as v from "valibot";

import { createKeeper, type OpenStorage } from "../device/keeper.ts";

const Wording = v.object({ title: v.string(), markdown: v.string() });
/** What was typed and not saved, with the revision it was typed on. */
const Copy = v.object({ revision: v.number(), texts: v.object({ en: Wording, es: Wording }) });

/** Keeps what is typed in the browser's storage. */
export function createCopies(open: OpenStorage) {
  return createKeeper("scc-waiver-text", Copy, open);
}
