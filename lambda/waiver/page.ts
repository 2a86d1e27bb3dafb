import { DRAWN_BOX } from "../../rules/api/waiver.ts";
import { NAME_MAX } from "../../rules/api/fields.ts";
import type { Period } from "../../rules/slug.ts";
import type { WaiverSection, WaiverText } from "../../rules/waiverText.ts";

export interface WaiverPageView {
  /** The site build whose script and style sheet this page was made with. */
  readonly slot: string;
  readonly slug: string;
  readonly companyName: string;
  readonly charter: { readonly date: string; readonly period: Period; readonly title: string };
  readonly text: WaiverText;
  /** Of the text as shown, in lower-case hex. */
  readonly textSha256: string;
}

/** Renders the page that a patron signs on. Everything from outside is escaped; no inline script or style. */
export function renderWaiverPage(view: WaiverPageView): string {
  const assets = `/_staging/${escape(view.slot)}`;
  return `<!doctype html>
<html lang="en">
<head>
${head(`Waiver · ${view.companyName}`)}
<link rel="icon" href="${assets}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets}/waiver.css">
<script type="module" src="${assets}/waiver.js"></script>
</head>
<body class="waiver">
<header class="masthead"><img src="${assets}/favicon.svg" alt="" width="40" height="40"><p>${escape(view.companyName)}</p></header>
<main>
<div id="reading">
${intro(view)}
<article class="waiver-text" aria-labelledby="text-title">
<h2 id="text-title">${escape(view.text.title)}</h2>
${view.text.sections.map(section).join("\n")}
<p class="fine">Version ${escape(view.text.version)}</p>
</article>
<noscript><p class="notice notice-bad" id="no-script">To sign on this page, turn on JavaScript in your browser, or ask the crew for a paper copy.</p></noscript>
${form(view)}
</div>
<section id="signed" class="card signed" aria-label="Confirmation" hidden></section>
</main>
</body>
</html>
`;
}

/** Renders the page for a waiver link that leads to no charter. */
export function renderWaiverNotFoundPage(view: { readonly companyName: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
${head(`We can’t find this waiver · ${view.companyName}`)}
<link rel="stylesheet" href="/error.css">
</head>
<body class="error">
<main class="error-page">
<p>${escape(view.companyName)}</p>
<h1>We can’t find this waiver</h1>
<p>The link may be incomplete, or the charter may have been taken off the calendar. Nothing is lost, and nothing has been signed.</p>
<ul>
<li>Go back to the message with the link and tap it there, so that all of it comes along.</li>
<li>If you land here again, ask the person who sent it to you for a new link.</li>
</ul>
</main>
</body>
</html>
`;
}

function head(title: string): string {
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#0b2545">
<title>${escape(title)}</title>`;
}

function intro({ charter }: WaiverPageView): string {
  return `<div class="intro">
<p class="eyebrow">Waiver</p>
<h1>${escape(charter.title)}</h1>
<p><time datetime="${escape(charter.date)}">${escape(longDate(charter.date))}</time>, ${escape(charter.period)}</p>
<p>Please read this, then sign below. It takes about a minute, and everyone aboard needs to do it.</p>
<p><a href="#sign">Go to signing</a></p>
</div>`;
}

function section({ heading, paragraphs }: WaiverSection): string {
  return `<h3>${escape(heading)}</h3>\n${paragraphs.map((text) => `<p>${escape(text)}</p>`).join("\n")}`;
}

function form(view: WaiverPageView): string {
  return `<form id="sign" class="card" novalidate aria-labelledby="sign-title" data-slug="${escape(view.slug)}" data-date="${escape(view.charter.date)}" data-version="${escape(view.text.version)}" data-text-sha256="${escape(view.textSha256)}">
<h2 id="sign-title">Sign</h2>
<div id="problems" class="notice notice-bad" role="alert" tabindex="-1" hidden></div>
${textField("participant", "Participant’s full name", "The person who will be aboard.", 'autocomplete="name" autocapitalize="words"')}
${birthDate()}
${guardian()}
${signature()}
<div class="field" data-field="consent">
<label class="check"><input type="checkbox" id="consent" name="consent" aria-describedby="consent-error"><span>I have read this waiver, I agree to it, and I agree to sign it electronically.</span></label>
<p class="field-error" id="consent-error" hidden></p>
</div>
<button type="submit" class="button button-primary button-wide" id="submit">Sign the waiver</button>
<p id="progress" class="progress" role="status"></p>
</form>`;
}

function textField(id: string, label: string, hint: string, attributes: string): string {
  return `<div class="field" data-field="${id}">
<label for="${id}">${label}</label>
<p class="hint" id="${id}-hint">${hint}</p>
<input type="text" id="${id}" name="${id}" maxlength="${NAME_MAX}" required aria-describedby="${id}-hint ${id}-error" ${attributes}>
<p class="field-error" id="${id}-error" hidden></p>
</div>`;
}

/** Three short number fields: no scrolling back through decades of a calendar, and autofill knows them. */
function birthDate(): string {
  return `<fieldset class="field" data-field="birth_date" aria-describedby="birth_date-error">
<legend>Participant’s date of birth</legend>
<div class="date-parts">
${datePart("month", "Month", "MM", 2)}
${datePart("day", "Day", "DD", 2)}
${datePart("year", "Year", "YYYY", 4)}
</div>
<p class="field-error" id="birth_date-error" hidden></p>
</fieldset>`;
}

function datePart(part: string, label: string, placeholder: string, digits: number): string {
  return `<div class="date-part date-${part}"><label for="birth_${part}">${label}</label><input type="text" id="birth_${part}" name="birth_${part}" inputmode="numeric" maxlength="${digits}" placeholder="${placeholder}" autocomplete="bday-${part}" required aria-describedby="birth_date-error"></div>`;
}

function guardian(): string {
  return `<div id="guardian" hidden>
<fieldset class="guardian" aria-describedby="guardian-why">
<legend>Parent or legal guardian</legend>
<p class="hint" id="guardian-why">The participant is under 18 on the day of the charter, so a parent or legal guardian signs.</p>
${textField("guardian_name", "Guardian’s full name", "The person who is signing now.", 'autocomplete="off" autocapitalize="words"')}
${textField("guardian_relationship", "Relationship to the participant", "Such as mother, father or legal guardian.", 'autocomplete="off"')}
</fieldset>
</div>`;
}

function signature(): string {
  const { width, height } = DRAWN_BOX;
  return `<fieldset class="field" data-field="signature" aria-describedby="signature-error">
<legend>Signature</legend>
<div class="choices">
<label class="choice"><input type="radio" name="method" id="method_typed" value="typed" checked><span>Type it</span></label>
<label class="choice"><input type="radio" name="method" id="method_drawn" value="drawn"><span>Draw it</span></label>
</div>
<div id="typed">
<label for="signature">Type your full name to sign</label>
<input type="text" id="signature" name="signature" class="signature-text" maxlength="${NAME_MAX}" autocomplete="off" autocapitalize="words" aria-describedby="signature-error">
</div>
<div id="drawn" hidden>
<p class="hint" id="pad-hint">Draw with a finger, a pen or a mouse. With a keyboard, choose “Type it”: it counts the same.</p>
<div class="pad"><svg id="pad" viewBox="0 0 ${width} ${height}" role="img" aria-label="Signature pad, empty" aria-describedby="pad-hint"><path class="pad-line" d="M30 150L570 150"></path><path id="ink" class="pad-ink" d=""></path></svg></div>
<div class="pad-buttons"><button type="button" class="button" id="undo">Undo stroke</button><button type="button" class="button" id="clear">Clear</button></div>
</div>
<p class="field-error" id="signature-error" hidden></p>
</fieldset>`;
}

function longDate(date: string): string {
  // The date stands for itself, in no zone: read and written in UTC it cannot slip by a day.
  return new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
