import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const CONTRACT = "rules/contract";

/** The operations are put together from paths, shapes and sentences. */
const MADE_OF_OTHERS = /^api.operations/;

/** A value of the contract that no other file may write. */
export interface Told {
  /** The exports that have it: `METRIC_NAMESPACE`, `PARTITIONS.session`. */
  readonly name: string;
  readonly text: string;
  /** A name of a closed list: to hand it to a call is to use it, as the call says which names there are. */
  readonly listed: boolean;
}

/**
 * Lists what the contract tells: every text and pattern that its modules export, and the names of its closed lists. Left out
 * is what the compiler guards better, a field's name in a typed shape, and words that mean something of their own inside of
 * a table. A constant that is added to the contract is in it by itself.
 */
export async function contractValues(root: string): Promise<Told[]> {
  const files = readdirSync(join(root, CONTRACT), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !MADE_OF_OTHERS.test(file),
  );
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(root, CONTRACT, file)).href) as Promise<Record<string, unknown>>),
  );
  const told = modules.flatMap((module) => Object.entries(module).flatMap(([name, value]) => valuesOf(name, value)));
  return told.filter(({ text }, index) => told.findIndex((other) => other.text === text) === index);
}

function valuesOf(name: string, value: unknown): Told[] {
  if (typeof value === "string") return [{ name, text: value, listed: false }];
  if (value instanceof RegExp) return [{ name, text: patternOf(value), listed: false }];
  if (typeof value !== "object" || value === null) return [];
  if ("~standard" in value) return "entries" in value ? namesOf(name, Object.keys(value.entries as object)) : [];
  if (Array.isArray(value)) return namesOf(name, value);
  return [
    ...namesOf(name, Object.keys(value)),
    ...Object.entries(value).flatMap(([key, inner]) => nestedOf(`${name}.${key}`, inner)),
  ];
}

/** `MailSent` and `TABLE_NAME` are names; `vessel` and `first_name` are fields, which the compiler knows. */
function namesOf(name: string, members: readonly unknown[]): Told[] {
  return members
    .filter((member): member is string => typeof member === "string" && /^[A-Z]/.test(member))
    .map((text) => ({ name, text, listed: true }));
}

function nestedOf(name: string, value: unknown): Told[] {
  return valuesOf(name, value).filter(({ text }) => !/^\w+$/.test(text));
}

/** A pattern without its ends, as it would stand in a longer one. */
function patternOf({ source }: RegExp): string {
  return source.replaceAll("\\/", "/").replace(/^\^/, "").replace(/\$$/, "");
}
