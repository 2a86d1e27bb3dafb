import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { FunctionEnvironment } from "../../../rules/contract/environment.ts";
import { CONTRACT, type Told } from "./contractValues.ts";
import { literalsOf, type Literal } from "./literals.ts";

const FOLDERS = ["rules", "edge", "lambda", "site", "infra", "ops", "build", "local"];

/** Files in which a text of the contract means something else, or is filled in under the compiler's eyes. */
export const ELSEWHERE: Readonly<Record<string, { readonly texts: readonly string[]; readonly why: string }>> = {
  "rules/stack/functionVariables.ts": {
    texts: Object.keys(FunctionEnvironment.entries),
    why: "fills the environment in; its types are FunctionEnvironment's",
  },
  "build/edge.ts": { texts: ["COMPANY_NAME"], why: "what the edge's pages call it, put in by the build" },
  "infra/api.ts": { texts: ["live"], why: "the alias's logical name in Pulumi's state" },
  "infra/edge.ts": { texts: ["live"], why: "the key's logical name in Pulumi's state" },
  "ops/api/list.ts": { texts: ["live", "previous"], why: "words that an operator reads" },
  "ops/cli/arguments.ts": { texts: ["STACK"], why: "stands for a stack's name in the help" },
  "ops/slots/inventory.ts": { texts: ["live", "previous"], why: "words that an operator reads" },
  "site/waiverTexts/WaiverTexts.tsx": { texts: ["waiver-texts"], why: "what the screen remembers its answer by" },
};

/** Lists the production code outside of the contract, by path from the root. */
export function productionFiles(root: string): string[] {
  const inside = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  return ["index.ts", ...inside].filter(
    (file) => /(?<!\.d)\.(?:tsx?|js)$/.test(file) && !file.startsWith(`${CONTRACT}/`),
  );
}

/** Finds what a file tells once more of the contract, each as `file:line tells X, which is NAME of the contract`. */
export function toldTwice(told: readonly Told[], path: string, source: string): string[] {
  const plain = source.replaceAll("\\/", "/").replace(/\bfrom "[^"]*"/g, "");
  // To parse a file takes a hundred times as long as to see that none of it is in there.
  const possible = told.filter(({ text }) => mayHold(plain, text) && !isElsewhere(path, text));
  if (possible.length === 0) return [];
  return literalsOf(path, source).flatMap((literal) =>
    longest(possible.filter((value) => tells(literal, value))).map(
      ({ text, name }) => `${path}:${literal.line} tells ${text}, which is ${name} of ${CONTRACT}/`,
    ),
  );
}

function mayHold(plain: string, text: string): boolean {
  return isWord(text) ? new RegExp(`["'\`]${text}["'\`]|\\b${text}\\??:`).test(plain) : plain.includes(text);
}

function isWord(text: string): boolean {
  return /^\w+$/.test(text);
}

/** Reads the files and finds all of it. */
export function toldTwiceIn(root: string, told: readonly Told[]): string[] {
  return productionFiles(root).flatMap((path) => toldTwice(told, path, readFileSync(join(root, path), "utf8")));
}

/** Of a path and the folder it is in, the path. */
function longest(found: readonly Told[]): Told[] {
  return found.filter(({ text }) => !found.some((other) => other.text !== text && other.text.includes(text)));
}

function tells({ text, place }: Literal, value: Told): boolean {
  if (value.listed) return text === value.text && place !== "argument";
  // A word alone may be part of any sentence; whatever has a sign in it is told wherever it stands.
  if (isWord(value.text)) return text === value.text && place !== "key";
  const at = text.indexOf(value.text);
  return at >= 0 && !/[\w-]$/.test(text.slice(0, at)) && !/^[\w-]/.test(afterOf(text, at, value));
}

/** A folder ends by itself: what follows its slash is a name in it. */
function afterOf(text: string, at: number, { text: own }: Told): string {
  return own.endsWith("/") ? "" : text.slice(at + own.length);
}

function isElsewhere(path: string, text: string): boolean {
  const { texts = [] } = ELSEWHERE[path] ?? {};
  return texts.includes(text);
}
