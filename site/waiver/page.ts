/** The page's elements, as lambda/waiver/ renders them. A missing one means page and script disagree. */
import { findLanguage, LANGUAGES } from "../../rules/words/language.ts";
import type { ChildValues, DateParts, WaiverFacts, WaiverValues } from "./form.ts";

/** Finds an element of a kind by its id, or throws with the id. */
export function element<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The waiver page lacks #${id}.`);
  return found;
}

/**
 * Writes a text where it is another one. A press outside of a field first tells of the field's change: what is replaced between
 * a press and its release is not pressed, in WebKit not even where its words alone are replaced by the same.
 */
export function writeText(to: Element, text: string): void {
  if (to.textContent !== text) to.textContent = text;
}

/** Finds an input by its id. */
export function input(id: string): HTMLInputElement {
  return element(id, HTMLInputElement);
}

/** Finds the checked one of a group of radio buttons. */
function checkedRadio(name: string): HTMLInputElement | undefined {
  return radios(name).find(({ checked }) => checked);
}

/** Finds a group of radio buttons, in the order of the page. */
export function radios(name: string): readonly HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
}

/** Reads what the page says about the charter, its text and itself. */
export function readFacts(form: HTMLFormElement): WaiverFacts {
  const data = (name: string): string => form.getAttribute(`data-${name}`) ?? "";
  return {
    slug: data("slug"),
    date: data("date"),
    version: data("version"),
    textSha256: data("text-sha256"),
    language: findLanguage(document.documentElement.lang) ?? LANGUAGES[0],
    place: data("place") === "kiosk" ? "kiosk" : "own-device",
    participantsMax: Number(data("participants-max")),
    timeZone: data("time-zone"),
  };
}

/** Reads the form as it stands; the children's rows and the pad know their own. */
export function readValues(children: readonly ChildValues[], path: string): WaiverValues {
  const method = checkedRadio("method")?.value;
  return {
    name: input("name").value,
    sailing: input("sailing").checked,
    birth: readDate("birth"),
    children,
    relationship: checkedRadio("relationship")?.value ?? null,
    contactName: input("contact_name").value,
    contactPhone: input("contact_phone").value,
    email: input("email").value,
    method: method === "typed" || method === "drawn" ? method : null,
    typed: input("signature").value,
    path,
    agree: input("agree").checked,
    consent: input("consent").checked,
  };
}

/** Reads the three parts of a date. */
export function readDate(id: string): DateParts {
  return { month: input(`${id}_month`).value, day: input(`${id}_day`).value, year: input(`${id}_year`).value };
}

/** Writes the three parts of a date. */
export function writeDate(id: string, { month, day, year }: DateParts): void {
  input(`${id}_month`).value = month;
  input(`${id}_day`).value = day;
  input(`${id}_year`).value = year;
}
