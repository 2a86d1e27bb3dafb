import type { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import type { ChildValues } from "./form.ts";
import { element, input, readDate, writeDate, writeText } from "./page.ts";

type Child = Omit<ChildValues, "key">;

export interface Children {
  readonly read: () => readonly ChildValues[];
  /** Adds a row, filled in where something is known, and moves to it if asked. */
  readonly add: (child?: Child, focus?: boolean) => void;
  readonly clear: () => void;
}

/** Lets a person add and take off the children they sign for; what was taken off can be put back. */
export function createChildren(words: ScriptWords, onChange: () => void): Children {
  const box = element("children", HTMLElement);
  const undo = element("undo-remove", HTMLButtonElement);
  let nextKey = 0;
  let removed: { readonly row: Element; readonly before: Element | null } | undefined;

  function forget(text = ""): void {
    removed = undefined;
    undo.hidden = true;
    element("removed", HTMLElement).textContent = text;
  }
  function add(child?: Child, focus = false): void {
    const key = (nextKey += 1);
    const row = makeRow(key);
    row.querySelector(".remove")?.addEventListener("click", () => {
      remove(row, key);
    });
    box.append(row);
    if (child !== undefined) write(key, child);
    forget();
    number(words);
    onChange();
    if (focus) input(`child-${key}-name`).focus();
  }
  function remove(row: Element, key: number): void {
    const name = input(`child-${key}-name`).value.trim() || (row.querySelector("legend")?.textContent ?? "");
    const before = row.nextElementSibling;
    row.remove();
    forget(fillIn(words.child.removed, { name }));
    removed = { row, before };
    undo.hidden = false;
    number(words);
    onChange();
    undo.focus();
  }
  undo.addEventListener("click", () => {
    if (removed === undefined) return;
    const { row, before } = removed;
    box.insertBefore(row, before);
    forget();
    number(words);
    onChange();
    row.querySelector("input")?.focus();
  });
  return {
    read,
    add,
    clear: () => {
      box.replaceChildren();
      forget();
    },
  };
}

function rows(): readonly Element[] {
  return [...document.querySelectorAll("#children > .child")];
}

function read(): readonly ChildValues[] {
  return rows().map((row) => {
    const key = Number(row.getAttribute("data-key"));
    return { key, name: input(`child-${key}-name`).value, birth: readDate(`child-${key}-birth`) };
  });
}

function write(key: number, { name, birth }: Child): void {
  input(`child-${key}-name`).value = name;
  writeDate(`child-${key}-birth`, birth);
}

/** Copies the template's row; every id in it, and what refers to one, gets the row's own number. */
function makeRow(key: number): Element {
  const row = document.importNode(element("child-template", HTMLTemplateElement).content, true).firstElementChild;
  if (row === null) throw new Error("The waiver page lacks a child's row.");
  row.setAttribute("data-key", String(key));
  for (const part of row.querySelectorAll("*")) {
    for (const { name, value } of part.attributes)
      part.setAttribute(name, value.replaceAll("child-0-", `child-${key}-`));
  }
  return row;
}

/** Calls the rows Child 1, Child 2 and so on, as they stand now. */
function number(words: ScriptWords): void {
  for (const [index, row] of rows().entries()) {
    const called = fillIn(words.child.legend, { number: String(index + 1) });
    const legend = row.querySelector("legend");
    const hidden = row.querySelector(".remove .visually-hidden");
    if (legend !== null) writeText(legend, called);
    if (hidden !== null) writeText(hidden, `: ${called}`);
  }
}
