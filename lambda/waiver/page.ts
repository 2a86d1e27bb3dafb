import { STAGING_PREFIX } from "../../rules/contract/slots.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { LANGUAGES, type Language } from "../../rules/words/language.ts";
import type { Dock } from "../company/inForce.ts";
import { toBlocks } from "../waiverTexts/blocks.ts";
import { renderBlocks } from "../waiverTexts/blocksHtml.ts";
import { renderForm } from "./form.ts";
import { dataBlock, escapeHtml } from "../html/escape.ts";
import type { WaiverPageView } from "./view.ts";
import { writeDay } from "./moment.ts";
import { wordsOf } from "./words/wordsOf.ts";

/** The text's own title is the page's h2. */
const TEXT_TOP = 3;

/** Renders the page that a patron signs on. Everything from outside is escaped; no inline script or style. */
export function renderWaiverPage(view: WaiverPageView): string {
  const assets = STAGING_PREFIX + escapeHtml(view.slot);
  const words = wordsOf(view.language);
  return `<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="description" content="${escapeHtml(`${words.waiver}: ${view.charter.title}`)}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#0b2545">
<title>${escapeHtml(`${words.waiver} · ${view.companyName}`)}</title>
<link rel="icon" href="${assets}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets}/waiver.css">
${dataBlock("words", words.script)}
<script type="module" src="${assets}/waiver.js"></script>
</head>
<body class="waiver">
${masthead(view, assets)}
<main>
<div id="reading">
${intro(view)}
${article(view)}
<noscript><p class="notice notice-bad" id="no-script">${escapeHtml(words.noScript)}</p></noscript>
${renderForm(view)}
</div>
<section id="signed" class="card signed" aria-label="${escapeHtml(words.confirmation)}" hidden></section>
</main>
</body>
</html>
`;
}

function masthead(view: WaiverPageView, assets: string): string {
  return `<header class="masthead">
<img src="${assets}/favicon.svg" alt="" width="40" height="40"><p>${escapeHtml(view.companyName)}</p>
<nav aria-label="${escapeHtml(wordsOf(view.language).languages)}">${LANGUAGES.filter(
    (language) => language !== view.language,
  )
    .map((language) => languageLink(language, view.kiosk))
    .join("")}</nav>
</header>`;
}

/** A plain link, so that it works without the script; what was typed is kept by the script across it. */
function languageLink(language: Language, kiosk: boolean): string {
  return `<a href="?${kiosk ? "kiosk&amp;" : ""}lang=${language}" lang="${language}" hreflang="${language}">${escapeHtml(wordsOf(language).languageName)}</a>`;
}

function intro({ charter, dock, closes: when, language }: WaiverPageView): string {
  const { waiver, periods, lead, closes, toSigning, locale } = wordsOf(language);
  return `<div class="intro">
<p class="eyebrow">${escapeHtml(waiver)}</p>
<h1 id="page-title" tabindex="-1">${escapeHtml(charter.title)}</h1>
<p><time datetime="${escapeHtml(charter.date)}">${escapeHtml(writeDay(charter.date, locale))}</time>, ${escapeHtml(periods[charter.period])}</p>
${where(dock, language)}<p>${escapeHtml(lead)} ${escapeHtml(fillIn(closes, { when }))}</p>
<p><a class="jump" href="#sign">${escapeHtml(toSigning)}</a></p>
</div>`;
}

/** Where to be, and how to find it. */
function where({ address, mapUrl }: Dock, language: Language): string {
  if (mapUrl === "") return address === "" ? "" : `<p>${escapeHtml(address)}</p>\n`;
  const text = address || wordsOf(language).map;
  return `<p><a href="${escapeHtml(mapUrl)}" rel="noreferrer" target="_blank">${escapeHtml(text)}</a></p>\n`;
}

function article({ text, language }: WaiverPageView): string {
  const words = wordsOf(language);
  const foreign =
    text.language === language ? "" : `<p class="notice notice-warn">${escapeHtml(words.foreignText)}</p>\n`;
  return `${foreign}<article class="waiver-text" lang="${text.language}" aria-labelledby="text-title">
<h2 id="text-title">${escapeHtml(text.title)}</h2>
${renderBlocks(toBlocks(text), TEXT_TOP)}
<p class="fine" lang="${language}">${escapeHtml(words.version)} ${escapeHtml(text.version)}</p>
</article>`;
}
