import type { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import type { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import type { WaiverFacts } from "./form.ts";
import { element, input } from "./page.ts";
import { writeSigned } from "./writeSigned.ts";

/** Shows what was signed in the place of the form, and moves there. Without an answer it waits on this device to be sent. */
export function showConfirmation(
  answer: SignResponse | undefined,
  request: SignRequest,
  { done, timeZone }: Pick<ScriptWords, "done"> & Pick<WaiverFacts, "timeZone">,
  onNext: () => void,
): void {
  const title = make("h1", done.title);
  title.tabIndex = -1;
  const withheld = answer?.copy === "withheld";
  const participants = request.participants.map(({ name }) => name);
  const facts = document.createElement("dl");
  facts.append(
    ...fact(done.people, ...participants),
    ...(participants.includes(request.signer.name) ? [] : fact(done.signer, request.signer.name)),
    ...fact(done.signed, writeSigned(request.signed_at, document.documentElement.lang, { dock: timeZone })),
    ...(request.email === null || withheld ? [] : fact(done.copy, request.email)),
    ...(answer === undefined ? [] : fact(done.reference, answer.record_sha256.slice(0, 8))),
  );
  const notice = make("p", fillIn(done.copy_withheld, { email: request.email ?? "" }));
  notice.className = "notice notice-warn";
  const kiosk = request.place === "kiosk";
  const next = make("button", kiosk ? done.next : done.another);
  next.type = "button";
  next.className = kiosk ? "button button-primary button-wide next-person" : "button button-wide";
  next.addEventListener("click", onNext);
  const box = element("signed", HTMLElement);
  const text = participants.length === 1 ? done.text : done.text_many;
  const textKiosk = answer === undefined ? done.text_waiting : done.text_kiosk;
  box.replaceChildren(title, make("p", kiosk ? textKiosk : text), ...(withheld ? [notice] : []), facts, next);
  box.hidden = false;
  element("reading", HTMLElement).hidden = true;
  window.scrollTo(0, 0);
  title.focus();
}

/** Goes back to an empty form for the next person. At a kiosk that person has not read the text: they start at the top. */
export function hideConfirmation(kiosk: boolean): void {
  element("signed", HTMLElement).hidden = true;
  element("reading", HTMLElement).hidden = false;
  if (kiosk) {
    window.scrollTo(0, 0);
    element("page-title", HTMLElement).focus();
    return;
  }
  const first = input("name");
  first.focus();
  first.scrollIntoView({ block: "center" });
}

function fact(label: string, ...values: readonly string[]): readonly HTMLElement[] {
  return [make("dt", label), ...values.map((value) => make("dd", value))];
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
