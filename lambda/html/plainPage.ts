import type { Language } from "../../rules/words/language.ts";
import { escapeHtml } from "./escape.ts";

export interface PlainPage {
  readonly language: Language;
  readonly companyName: string;
  readonly title: string;
  /** HTML below the heading; everything from outside is escaped in it. */
  readonly content: string;
}

/**
 * Renders a page that only says something. Style sheet and icon are the edge's: they are read through the live pointer,
 * whatever slot there is. Without the icon's link a browser asks for /favicon.ico, which no slot has.
 */
export function renderPlainPage({ language, companyName, title, content }: PlainPage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(companyName)}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/error.css">
</head>
<body class="error">
<main class="error-page">
<p>${escapeHtml(companyName)}</p>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}
