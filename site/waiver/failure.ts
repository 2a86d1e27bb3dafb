import type { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import type { ApiFailure } from "../api/apiFetch.ts";
import { isProblem } from "../api/failure.ts";
import { showNotice } from "./problems.ts";

/** Says why a signature did not get through, in the page's language: the server answers a request in its own. */
export function showFailure(failure: ApiFailure, { failure: words }: ScriptWords): void {
  const { title, detail } = explain(failure, words);
  if (!isProblem(failure, "waiver-outdated")) {
    showNotice(title, `${detail} ${words.kept}`);
    return;
  }
  const reload = document.createElement("a");
  reload.href = location.pathname + location.search;
  reload.textContent = words.reload;
  const content = document.createElement("p");
  content.append(`${detail} `, reload);
  showNotice(title, content);
}

/** Says that a signature cannot be dated by this device, so that it is not sent to be refused. */
export function showWrongClock({ failure: { clock, kept } }: ScriptWords): void {
  showNotice(clock.title, `${clock.detail} ${kept}`);
}

function explain(
  failure: ApiFailure,
  words: ScriptWords["failure"],
): { readonly title: string; readonly detail: string } {
  // What answered is no copy of the signature; the same one sent again is.
  if (failure.kind === "written") return words.garbled;
  if (failure.kind !== "problem") return words[failure.kind];
  const { status, title, detail } = failure.problem;
  return status >= 500 ? words.trouble : { title, detail: detail ?? "" };
}
