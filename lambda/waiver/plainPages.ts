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

function render({ companyName, language }: PlainPageView, { title, text, steps }: PlainPage): string {
  const list = steps.map((step) => `<li>${escapeHtml(step)}</li>`).join("\n");
  const content = `<p>${escapeHtml(text)}</p>\n${list === "" ? "" : `<ul>\n${list}\n</ul>`}`;
  return renderPlainPage({ language, companyName, title, content });
}
