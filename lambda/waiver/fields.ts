import { escapeHtml } from "../html/escape.ts";
import type { FieldWords, FormWords } from "./words/words.ts";

/**
 * Renders fields under a name that is read with each of them. Engines agree on where a legend goes only in a plain fieldset: what is
 * drawn stands around it, what is arranged is its content.
 */
export function fieldGroup(legend: string, content: string, attributes = ""): string {
  return `<fieldset${attributes === "" ? "" : ` ${attributes}`}>
<legend>${escapeHtml(legend)}</legend>
<div class="fields">
${content}
</div>
</fieldset>`;
}

/** Renders a part of the form with its heading. */
export function group(legend: string, content: string, attributes?: string): string {
  return `<div class="group">${fieldGroup(legend, content, attributes)}</div>`;
}

/** Renders a text field with its label, its hint where it has one, and the line for what is wrong with it. */
export function textField(id: string, { label, hint }: FieldWords, attributes: string, type = "text"): string {
  const hintLine = hint === "" ? "" : `<p class="hint" id="${id}-hint">${escapeHtml(hint)}</p>\n`;
  const described = hint === "" ? `${id}-error` : `${id}-hint ${id}-error`;
  return `<div class="field" data-field="${id}">
<label for="${id}">${escapeHtml(label)}</label>
${hintLine}<input type="${type}" id="${id}" name="${id}" aria-describedby="${described}" ${attributes}>
${errorLine(id)}
</div>`;
}

/** Renders a checkbox with its sentence. */
export function check(id: string, sentence: string, attributes = ""): string {
  return `<div class="field" data-field="${id}">
<label class="check"><input type="checkbox" id="${id}" name="${id}" aria-describedby="${id}-error" ${attributes}><span>${escapeHtml(sentence)}</span></label>
${errorLine(id)}
</div>`;
}

/** Three short number fields: no scrolling back through decades of a calendar, and autofill knows them. */
export function birthDate(
  id: string,
  legend: string,
  { dateParts }: FormWords,
  order: readonly ("month" | "day" | "year")[],
  autofill: "bday" | undefined,
): string {
  const parts = order.map((part) => {
    const { label, placeholder } = dateParts[part];
    const token = autofill === undefined ? "off" : `${autofill}-${part}`;
    return `<div class="date-part date-${part}"><label for="${id}_${part}">${escapeHtml(label)}</label><input type="text" id="${id}_${part}" name="${id}_${part}" inputmode="numeric" maxlength="${part === "year" ? 4 : 2}" placeholder="${placeholder}" autocomplete="${token}" required aria-describedby="${id}-error"></div>`;
  });
  return fieldGroup(legend, `<div class="date-parts">${parts.join("")}</div>\n${errorLine(id)}`, `data-field="${id}"`);
}

/** Renders the line in which the script says what is wrong with a field. */
export function errorLine(id: string): string {
  return `<p class="field-error" id="${id}-error" hidden></p>`;
}
