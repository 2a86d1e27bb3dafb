/** The page's elements, as lambda/waiver/page.ts renders them. A missing one means page and script disagree. */
import type { WaiverFacts, WaiverValues } from "./form.ts";

/** Finds an element of a kind by its id, or throws with the id. */
export function element<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The waiver page lacks #${id}.`);
  return found;
}

/** Finds an input by its id. */
export function input(id: string): HTMLInputElement {
  return element(id, HTMLInputElement);
}

/** Reads what the page says about the charter and its text. */
export function readFacts(form: HTMLFormElement): WaiverFacts {
  const data = (name: string): string => form.getAttribute(`data-${name}`) ?? "";
  return { slug: data("slug"), date: data("date"), version: data("version"), textSha256: data("text-sha256") };
}

/** Reads the form as it stands. */
export function readValues(path: string): WaiverValues {
  return {
    participant: input("participant").value,
    month: input("birth_month").value,
    day: input("birth_day").value,
    year: input("birth_year").value,
    guardianName: input("guardian_name").value,
    relationship: input("guardian_relationship").value,
    method: input("method_drawn").checked ? "drawn" : "typed",
    typed: input("signature").value,
    path,
    consent: input("consent").checked,
  };
}
