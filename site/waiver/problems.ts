import { FIELDS, type Field, type Problems } from "./form.ts";
import { element } from "./page.ts";

/** Where a link to a field goes. */
const TARGETS: Readonly<Record<Field, string>> = {
  participant: "participant", birth_date: "birth_month", guardian_name: "guardian_name",
  guardian_relationship: "guardian_relationship", signature: "signature", consent: "consent",
};

/** Shows each field's problem beside it, or takes them all away. */
export function markFields(problems: Problems): void {
  for (const field of FIELDS) {
    const message = problems[field];
    const line = element(`${field}-error`, HTMLElement);
    line.textContent = message ?? "";
    line.hidden = message === undefined;
    for (const input of document.querySelectorAll(`[data-field="${field}"] input:not([type="radio"])`)) {
      if (message === undefined) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
    }
  }
  document.querySelector(".pad")?.classList.toggle("is-invalid", problems.signature !== undefined);
}

/** Shows the summary with a link to each field, and moves there. */
export function showSummary(problems: Problems, drawn: boolean): void {
  fillSummary(problems, drawn);
  moveToNotice();
}

/** Takes out of a shown summary what is no longer a problem, and leaves the reader where they are. */
export function updateSummary(problems: Problems, drawn: boolean): void {
  const shown = document.querySelector("#problems ul") !== null;
  if (!shown) return;
  if (Object.keys(problems).length === 0) hideNotice();
  else fillSummary(problems, drawn);
}

function fillSummary(problems: Problems, drawn: boolean): void {
  const links = FIELDS.flatMap((field) => {
    const message = problems[field];
    return message === undefined ? [] : [summaryLink(drawn && field === "signature" ? "method_drawn" : TARGETS[field], message)];
  });
  const list = document.createElement("ul");
  list.append(...links);
  fillNotice(links.length === 1 ? "One thing to fix" : `${links.length} things to fix`, list);
}

/** Shows a failure in the form's notice, and moves there. */
export function showNotice(title: string, content: string): void {
  fillNotice(title, content);
  moveToNotice();
}

function fillNotice(title: string, content: string | Node): void {
  const heading = document.createElement("h3");
  heading.textContent = title;
  const box = element("problems", HTMLElement);
  box.replaceChildren(heading, content);
  box.hidden = false;
}

function moveToNotice(): void {
  const box = element("problems", HTMLElement);
  box.focus();
  box.scrollIntoView({ block: "center" });
}

/** Takes the notice away. */
export function hideNotice(): void {
  const box = element("problems", HTMLElement);
  box.hidden = true;
  box.replaceChildren();
}

function summaryLink(id: string, message: string): HTMLLIElement {
  const link = document.createElement("a");
  link.href = `#${id}`;
  link.textContent = message;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  });
  const item = document.createElement("li");
  item.append(link);
  return item;
}
