import * as v from "valibot";

import { Email, NAME_MAX, PersonName } from "../../rules/contract/api/fields.ts";
import { Phone } from "../../rules/contract/api/signing.ts";
import { foldName } from "../../rules/people/foldName.ts";

export interface PatronLine {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** As typed. */
  readonly line: string;
  /** What keeps the line from being added. */
  readonly problem: string | undefined;
  /** Somebody of this name is on the list already: the same person, or another one. */
  readonly duplicate: boolean;
}

/** Reads a typed or pasted list: a name a line, with an address and a telephone number if there are any. Nothing that was typed is dropped. */
export function readPatrons(text: string, listed: readonly string[]): readonly PatronLine[] {
  const known = new Set(listed.map(foldName));
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const { name, email, phone } = readLine(line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").trim());
      const duplicate = known.has(foldName(name));
      known.add(foldName(name));
      return { name, email, phone, line, duplicate, problem: problemOf(name) };
    });
}

interface Read {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** A telephone number after a name or an address: its digits, grouped as people group them. No date is one. */
const NUMBER = /(?<=[\s,;:<(])(?!\d{4}-\d\d-\d\d)\(?\+?\d[\d\s().-]*\d(?=[>)\s,;]|$)/;

/** Knows `Jane Doe`, `Doe, Jane`, `Jane <jane@x.com>`, `Jane, jane@x.com, 305 555 0142` and a row of a spreadsheet. */
function readLine(line: string): Read {
  if (line.includes("\t"))
    return readRow(
      line
        .split("\t")
        .map((cell) => cell.trim())
        .filter((cell) => cell !== ""),
    );
  const number = NUMBER.exec(line)?.[0];
  const phone = v.safeParse(Phone, number);
  if (number !== undefined && phone.success) {
    const rest = line.replace(number, "").replace(/[\s,;:<(]+$/, "");
    return { ...readLine(rest), phone: phone.output };
  }
  const at = /^(.*?)[\s,;<(]*([^\s,;<>()]+@[^\s,;<>()]+)[>)\s,;]*$/.exec(line);
  const email = v.safeParse(Email, at?.[2]);
  return at !== null && email.success
    ? { name: unquote(at[1] ?? ""), email: email.output, phone: null }
    : { name: unquote(line), email: null, phone: null };
}

/** A name in one cell, or a first and a last name in two; cells without letters are numbers and ticks. */
function readRow(cells: readonly string[]): Read {
  const email = cells.map((cell) => v.safeParse(Email, cell)).find((read) => read.success);
  const words = cells.filter((cell) => !cell.includes("@") && /\p{L}/u.test(cell) && !/\d/.test(cell)).map(unquote);
  const first = words[0] ?? cells.find((cell) => !cell.includes("@")) ?? "";
  const name = first.includes(" ") ? first : [first, words[1] ?? ""].join(" ").trim();
  const phone = cells.filter((cell) => /^[+\d\s().-]+$/.test(cell)).map((cell) => v.safeParse(Phone, cell));
  return { name, email: email?.output ?? null, phone: phone.find((read) => read.success)?.output ?? null };
}

function unquote(name: string): string {
  return name
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
}

function problemOf(name: string): string | undefined {
  if (name === "") return "Put a name before the address.";
  if (name.length > NAME_MAX) return `Shorten the name: ${name.length} of at most ${NAME_MAX} characters.`;
  if (!v.is(PersonName, name)) return "Type the name again: it has a character that does not print.";
  return undefined;
}
