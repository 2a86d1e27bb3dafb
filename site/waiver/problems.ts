import type { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import type { Problem } from "./check.ts";
import { element, writeText } from "./page.ts";

/** Shows each field's problem beside it, and takes away those that are solved. */
export function markFields(problems: readonly Problem[]): void {
  for (const line of document.querySelectorAll<HTMLElement>(".field-error")) {
    const field = line.id.replace(/-error$/, "");
    const message = problems.find((problem) => problem.field === field)?.message;
    writeText(line, message ?? "");
    line.hidden = message === undefined;
    for (const input of document.querySelectorAll(`[data-field="${field}"] input:not([type="radio"])`)) {
      if (message === undefined) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
    }
  }
  document.querySelector(".pad")?.classList.toggle(
    "is-invalid",
    problems.some(({ field }) => field === "signature"),
  );
}

/** Shows the summary with a link to each field, and moves there. */
export function showSummary(problems: readonly Problem[], words: ScriptWords): void {
  fillSummary(problems, words);
  moveToNotice();
}

/** Takes out of a shown summary what is no longer a problem, and leaves the reader where they are. */
export function updateSummary(problems: readonly Problem[], words: ScriptWords): void {
  const links = [...document.querySelectorAll("#problems li")];
  if (links.length === 0) return;
  if (problems.length === 0) hideNotice();
  else if (problems.map(({ message }) => message).join() !== links.map((link) => link.textContent).join())
    fillSummary(problems, words);
}

function fillSummary(problems: readonly Problem[], { summary }: ScriptWords): void {
  const list = document.createElement("ul");
  list.append(...problems.map(summaryLink));
  fillNotice(problems.length === 1 ? summary.one : fillIn(summary.many, { count: String(problems.length) }), list);
}

/** Shows a failure in the form's notice, and moves there. */
export function showNotice(title: string, content: string | Node): void {
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

function summaryLink({ field, target, message }: Problem): HTMLLIElement {
  const id = target ?? document.querySelector(`[data-field="${field}"] input`)?.id ?? field;
  const link = document.createElement("a");
  link.href = `#${id}`;
  link.textContent = message;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const to = element(id, HTMLElement);
    to.focus();
    to.scrollIntoView({ block: "center" });
  });
  const item = document.createElement("li");
  item.append(link);
  return item;
}
