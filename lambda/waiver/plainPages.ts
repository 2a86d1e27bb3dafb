import { fillIn } from "../../rules/words/fillIn.ts";
import type { Language } from "../../rules/words/language.ts";
import { escapeHtml } from "../html/escape.ts";
import { renderPlainPage } from "../html/plainPage.ts";
import { wordsOf } from "./words/wordsOf.ts";
import type { PlainPage } from "./words/words.ts";

interface PlainPageView {
  readonly companyName: string;
  readonly language: Language;
}

/** Renders the page for a waiver link that leads to no charter. */
export function renderWaiverNotFoundPage(view: PlainPageView): string {
  return render(view, wordsOf(view.language).notFound);
}

/** Renders the page for the waiver link of a charter that was called off. */
export function renderCanceledPage(view: PlainPageView): string {
  return render(view, wordsOf(view.language).canceled);
}

/** Renders the page for the waiver link of a charter whose signing closed at a moment, in the page's words. */
export function renderClosedPage(view: PlainPageView, when: string): string {
  const { text, ...words } = wordsOf(view.language).closed;
  return render(view, { ...words, text: fillIn(text, { when }) });
}

function render({ companyName, language }: PlainPageView, { title, text, steps }: PlainPage): string {
  const list = steps.map((step) => `<li>${escapeHtml(step)}</li>`).join("\n");
  const content = `<p>${escapeHtml(text)}</p>\n${list === "" ? "" : `<ul>\n${list}\n</ul>`}`;
  return renderPlainPage({ language, companyName, title, content });
}
