import type { SignResponse } from "../../rules/api/waiver.ts";
import { element } from "./page.ts";

/** Shows what was signed in the place of the form, and moves there. */
export function showConfirmation(answer: SignResponse, onAnother: () => void): void {
  const title = make("h1", "Signed. See you aboard!");
  title.tabIndex = -1;
  const facts = document.createElement("dl");
  facts.append(
    ...fact("Participant", answer.participant),
    ...fact("Signed", new Date(answer.signed_at).toLocaleString("en-US", { dateStyle: "long", timeStyle: "short" })),
    ...fact("Reference", answer.record_sha256.slice(0, 8)),
  );
  const another = make("button", "Sign for another person");
  another.type = "button";
  another.className = "button button-wide";
  another.addEventListener("click", onAnother);
  const box = element("signed", HTMLElement);
  box.replaceChildren(title, make("p", "The waiver is on record. The crew can see it now; you can close this page."), facts, another);
  box.hidden = false;
  element("reading", HTMLElement).hidden = true;
  window.scrollTo(0, 0);
  title.focus();
}

/** Goes back to an empty form for the next person. */
export function hideConfirmation(): void {
  element("signed", HTMLElement).hidden = true;
  element("reading", HTMLElement).hidden = false;
  const first = element("participant", HTMLInputElement);
  first.focus();
  first.scrollIntoView({ block: "center" });
}

function fact(label: string, value: string): readonly HTMLElement[] {
  return [make("dt", label), make("dd", value)];
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
