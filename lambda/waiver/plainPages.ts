import type { Language } from "../../rules/language.ts";
import { escapeHtml } from "./html.ts";
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

/** The style sheet is the edge's: it is read through the live pointer, whatever slot there is. */
function render({ companyName, language }: PlainPageView, { title, text, steps }: PlainPage): string {
  const list = steps.map((step) => `<li>${escapeHtml(step)}</li>`).join("\n");
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(companyName)}</title>
<link rel="stylesheet" href="/error.css">
</head>
<body class="error">
<main class="error-page">
<p>${escapeHtml(companyName)}</p>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${list === "" ? "" : `<ul>\n${list}\n</ul>`}
</main>
</body>
</html>
`;
}
