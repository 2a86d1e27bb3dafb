import * as v from "valibot";

import { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { element } from "./page.ts";

/** Reads what the page says in its language, from the data block that lambda/waiver/page.ts renders. */
export function readWords(): ScriptWords {
  return v.parse(ScriptWords, JSON.parse(element("words", HTMLScriptElement).textContent));
}
