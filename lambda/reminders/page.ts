import { escapeHtml } from "../html/escape.ts";
import { renderPlainPage } from "../html/plainPage.ts";

interface PageView {
  readonly companyName: string;
}

interface ChoiceView extends PageView {
  /** Where the button leads. */
  readonly path: string;
  readonly address: string;
}

/** Renders the page that asks whether reminders shall stop; opening it changes nothing. */
export function renderAskPage({ companyName, path, address }: ChoiceView): string {
  return render(
    companyName,
    "Stop waiver reminders?",
    `<p>${escapeHtml(maskAddress(address))} then gets no more reminders to sign a waiver, for any charter of ours. Receipts and copies of what you sign still come.</p>
${button(path, "stop", "Stop the reminders")}
<p lang="es">Pulse el botón para no recibir más recordatorios.</p>`,
  );
}

/** Renders the page that says that reminders have stopped, and offers the way back. */
export function renderStoppedPage({ companyName, path, address }: ChoiceView): string {
  return render(
    companyName,
    "No more reminders",
    `<p>We send no more waiver reminders to ${escapeHtml(maskAddress(address))}. You still sign before you sail, by the charter’s link or at the dock.</p>
${button(path, "resume", "Send them again")}
<p lang="es">No enviaremos más recordatorios a esta dirección.</p>`,
  );
}

/** Renders the page that says that reminders come again. */
export function renderResumedPage({ companyName, path, address }: ChoiceView): string {
  return render(
    companyName,
    "Reminders are on",
    `<p>We remind ${escapeHtml(maskAddress(address))} of waivers that are not signed yet, a day and two hours before a charter.</p>
${button(path, "stop", "Stop the reminders")}`,
  );
}

/** Renders the page for a link that belongs to no patron with an address. */
export function renderUnknownPage({ companyName }: PageView): string {
  return render(
    companyName,
    "This link does not work",
    `<p>Open it from the mail itself, or ask us at the dock to stop the reminders.</p>`,
  );
}

/**
 * A form that reads, with one button: mail scanners follow links but press no buttons, so none of them stops anything.
 * It cannot be a POST: without a script a form sends no x-amz-content-sha256, and CloudFront's OAC would answer 403.
 */
function button(path: string, answer: "stop" | "resume", text: string): string {
  return `<form method="get" action="${escapeHtml(path)}"><input type="hidden" name="answer" value="${answer}"><button>${escapeHtml(text)}</button></form>`;
}

/** Whoever was forwarded the link learns no address from it: `j…@example.com`. */
function maskAddress(address: string): string {
  return `${address.slice(0, 1)}…${address.slice(address.lastIndexOf("@"))}`;
}

function render(companyName: string, title: string, content: string): string {
  return renderPlainPage({ language: "en", companyName, title, content });
}
