import { NAME_MAX } from "../../rules/contract/api/fields.ts";
import { DRAWN_BOX, PARTICIPANTS_MAX, PHONE_MAX } from "../../rules/contract/api/signing.ts";
import { birthDate, check, errorLine, fieldGroup, group, textField } from "./fields.ts";
import { escapeHtml } from "../html/escape.ts";
import type { WaiverPageView } from "./view.ts";
import { wordsOf } from "./words/wordsOf.ts";
import type { FormWords, WaiverWords } from "./words/words.ts";

/** Renders the form below the text, in the order in which one thumb goes through it. */
export function renderForm(view: WaiverPageView): string {
  const words = wordsOf(view.language);
  const { form } = words;
  return `<form id="sign" class="card" novalidate aria-labelledby="sign-title"${view.kiosk ? ' autocomplete="off"' : ""} ${facts(view)}>
<h2 id="sign-title">${escapeHtml(form.title)}</h2>
<div id="problems" class="notice notice-bad" role="alert" tabindex="-1" hidden></div>
${signer(words, view.kiosk)}
${children(words)}
${contact(form)}
${email(form, view.kiosk)}
${signature(form)}
<div class="group">${check("agree", form.agree)}</div>
${group(form.electronic.title, `<p>${escapeHtml(form.electronic.text)}</p>\n${check("consent", form.electronic.consent)}`)}
<div class="send">
<button type="submit" class="button button-primary button-wide" id="submit">${escapeHtml(form.submit)}</button>
<p id="progress" class="progress" role="status"></p>
</div>
</form>
<template id="child-template">${child(words)}</template>`;
}

function facts({ slug, charter, text, textSha256, kiosk, timeZone }: WaiverPageView): string {
  const data = {
    slug,
    date: charter.date,
    version: text.version,
    "text-sha256": textSha256,
    place: kiosk ? "kiosk" : "own-device",
    "participants-max": String(PARTICIPANTS_MAX),
    "time-zone": timeZone,
  };
  return Object.entries(data)
    .map(([name, value]) => `data-${name}="${escapeHtml(value)}"`)
    .join(" ");
}

function signer({ form, dateOrder }: WaiverWords, kiosk: boolean): string {
  const { title, text, button } = form.minor;
  const autofill = (token: string): string => `autocomplete="${kiosk ? "off" : token}"`;
  return group(
    form.signer,
    `${textField("name", form.name, `maxlength="${NAME_MAX}" required autocapitalize="words" ${autofill("name")}`)}
${check("sailing", form.sailing, "checked")}
<div id="own-birth">${birthDate("birth", form.birth.label, form, dateOrder, kiosk ? undefined : "bday")}</div>
<div role="status" class="minor-status"><div id="minor" class="notice notice-warn" hidden>
<h3>${escapeHtml(title)}</h3>
<p>${escapeHtml(text)}</p>
<button type="button" class="button" id="hand-over">${escapeHtml(button)}</button>
</div></div>`,
  );
}

function children({ form }: WaiverWords): string {
  const { title, hint, add, undo } = form.children;
  return group(
    title,
    `<p class="hint">${escapeHtml(hint)}</p>
<div id="children"></div>
<div class="removed"><p id="removed" role="status"></p><button type="button" class="button" id="undo-remove" aria-describedby="removed" hidden>${escapeHtml(undo)}</button></div>
<button type="button" class="button button-wide" id="add-child">${escapeHtml(add)}</button>
${relationship(form)}`,
  );
}

function relationship({ relationship: { legend, hint, choices } }: FormWords): string {
  const radios = choices.map(
    (choice, index) =>
      `<label class="choice"><input type="radio" name="relationship" id="relationship_${index}" value="${escapeHtml(choice)}" aria-describedby="relationship-error"><span>${escapeHtml(choice)}</span></label>`,
  );
  const fields = fieldGroup(
    legend,
    `<p class="hint" id="relationship-hint">${escapeHtml(hint)}</p>
<div class="choices">${radios.join("")}</div>
${errorLine("relationship")}`,
    `data-field="relationship" aria-describedby="relationship-hint"`,
  );
  return `<div id="relationship" hidden>${fields}</div>`;
}

/** One row of the children; the script puts the row's number in the place of the 0. */
function child({ form, dateOrder }: WaiverWords): string {
  const { name, birth, remove } = form.children;
  const fields = fieldGroup(
    "",
    `${textField("child-0-name", { label: name, hint: "" }, `maxlength="${NAME_MAX}" required autocapitalize="words" autocomplete="off"`)}
${birthDate("child-0-birth", birth, form, dateOrder, undefined)}
<button type="button" class="button remove">${escapeHtml(remove)}<span class="visually-hidden"></span></button>`,
  );
  return `<div class="child">${fields}</div>`;
}

function contact({ contact: { title, hint, name, phone } }: FormWords): string {
  return group(
    title,
    `<p class="hint">${escapeHtml(hint)}</p>
${textField("contact_name", { label: name, hint: "" }, `maxlength="${NAME_MAX}" required autocapitalize="words" autocomplete="off"`)}
${textField("contact_phone", { label: phone, hint: "" }, `maxlength="${PHONE_MAX}" required autocomplete="off"`, "tel")}`,
  );
}

function email({ email: words }: FormWords, kiosk: boolean): string {
  return `<div class="group">${textField("email", words, `maxlength="254" autocapitalize="none" spellcheck="false" autocomplete="${kiosk ? "off" : "email"}"`, "email")}</div>`;
}

function signature({ signature: words }: FormWords): string {
  const { width, height } = DRAWN_BOX;
  const choice = (method: string, label: string): string =>
    `<label class="choice"><input type="radio" name="method" id="method_${method}" value="${method}" aria-describedby="signature-error"><span>${escapeHtml(label)}</span></label>`;
  return group(
    words.title,
    `<p class="hint" id="signature-hint">${escapeHtml(words.hint)}</p>
<div class="choices">${choice("typed", words.type)}${choice("drawn", words.draw)}</div>
<div id="typed" hidden>
<label for="signature">${escapeHtml(words.typed)}</label>
<input type="text" id="signature" name="signature" class="signature-text" maxlength="${NAME_MAX}" autocomplete="off" autocapitalize="words" aria-describedby="signature-error">
</div>
<div id="drawn" hidden>
<p class="hint" id="pad-hint">${escapeHtml(words.pad)}</p>
<div class="pad"><svg id="pad" viewBox="0 0 ${width} ${height}" role="img" aria-describedby="pad-hint"><path class="pad-line" d="M30 150L570 150"></path><path id="ink" class="pad-ink" d=""></path></svg></div>
<div class="pad-buttons"><button type="button" class="button" id="undo">${escapeHtml(words.undo)}</button><button type="button" class="button" id="clear">${escapeHtml(words.clear)}</button></div>
</div>
${errorLine("signature")}`,
    `data-field="signature" aria-describedby="signature-hint"`,
  );
}
