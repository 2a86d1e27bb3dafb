import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as v from "valibot";

import { PROBLEM_MEDIA_TYPE } from "../../../rules/contract/headers.ts";
import { Problem } from "../../../rules/contract/api/problem.ts";

/** What was answered, as far as it can be described. */
export interface Given {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const FILE = "docs/openapi.json";
const OpenApi = v.looseObject({ paths: v.record(v.string(), v.record(v.string(), v.unknown())) });

const Described = v.object({
  $ref: v.optional(v.string()),
  content: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** What a path or a method that the API has not is answered: the description says it in its preface. */
const OUTSIDE: ReadonlyMap<number, string> = new Map([
  [404, "/problems/not-found"],
  [405, "/problems/invalid-request"],
]);

// Other programs are told to ignore fields that they do not know. The Lambda itself may send none that is not described.
// Nor may it send what only a newer version does, unless that has written to the table: then what is stored goes out as it is.
const text = readFileSync(join(import.meta.dirname, "../../..", FILE), "utf8");
const api = v.parse(OpenApi, JSON.parse(text));
const closed = compile(
  v.parse(
    OpenApi,
    JSON.parse(text, (_key, part: unknown) => close(part)),
  ),
);
const open = compile(api);

/** Those with the fewest parameters first. */
const TEMPLATES = Object.entries(api.paths)
  .map(([template, verbs]) => ({ template, verbs, pattern: toPattern(template) }))
  .sort((a, b) => a.template.split("{").length - b.template.split("{").length);

// The formats come with a pattern each, and tests/build/openapi.test.ts has looked at the document itself.
function compile(document: object): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    meta: false,
    validateFormats: false,
    code: { optimize: false },
  });
  ajv.addSchema({ ...document, $id: FILE });
  return ajv;
}

function close(part: unknown): unknown {
  if (Array.isArray(part)) return part.filter((option: unknown) => !isNewer(option));
  if (typeof part !== "object" || part === null || !("type" in part) || part.type !== "object") return part;
  return "properties" in part && !("additionalProperties" in part) ? { ...part, additionalProperties: false } : part;
}

function isNewer(option: unknown): boolean {
  return typeof option === "object" && option !== null && "x-newer" in option;
}

/**
 * Throws when docs/openapi.json does not describe an answer: its status, its media type, or what is in it. `newer`: a newer
 * version has written into the table.
 */
export function requireDescribed(method: string, url: string, given: Given, newer = false): void {
  const lack = lackOf(method, new URL(url, "https://charters.example").pathname, given, newer ? open : closed);
  if (lack !== undefined) {
    throw new Error(
      `${method} ${url} answered ${given.status}, and ${FILE} does not describe it: ${lack}\n${given.text.slice(0, 1_000)}`,
    );
  }
}

/**
 * Throws where a refusal for too much does not say for how long, to the program and to the person alike. Whoever signs a
 * waiver is told a time of the day.
 */
export function requireTimed(method: string, url: string, given: Given): void {
  if (given.status !== 429) return;
  const seconds = given.headers.get("retry-after") ?? "";
  const { detail } = v.parse(Problem, JSON.parse(given.text));
  const minutes = Math.ceil(Number(seconds) / 60);
  const wait = `Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  if (!/^[1-9]\d*$/.test(seconds)) throw new Error(`${method} ${url} does not say when to retry: “${seconds}”.`);
  if (detail?.includes(wait) !== true && !url.startsWith("/g/"))
    throw new Error(`${method} ${url} is worth another try in ${seconds} s, and says “${detail ?? ""}”.`);
}

function lackOf(method: string, path: string, given: Given, ajv: Ajv2020): string | undefined {
  const verb = method === "HEAD" ? "get" : method.toLowerCase();
  const template = findTemplate(path, verb);
  if (template === undefined) return lackOutside(given, ajv);
  const place = resolve(["paths", template, verb, "responses", String(given.status)]);
  if (place === undefined) return "there is no such status.";
  const described = Object.keys(v.parse(Described, find(place)).content);
  const type = typeOf(given);
  // An answer to HEAD has no body, and one that is described without content has none either.
  if (method === "HEAD" || described.length === 0) return given.text === "" ? undefined : "there is no body.";
  if (!described.includes(type)) return `its media type is ${described.join(" or ")}, not ${type}.`;
  return type.endsWith("json") ? lackOfBody(given.text, [...place, "content", type, "schema"], ajv) : undefined;
}

/** Of two templates that fit, such as `/preview` and `/{version}`, the one with fewer parameters is meant. */
function findTemplate(path: string, verb: string): string | undefined {
  return TEMPLATES.find(({ verbs, pattern }) => verb in verbs && pattern.test(path))?.template;
}

function toPattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
}

function lackOutside(given: Given, ajv: Ajv2020): string | undefined {
  const type = OUTSIDE.get(given.status);
  if (type === undefined || typeOf(given) !== PROBLEM_MEDIA_TYPE) return "there is no such operation.";
  return (
    lackOfBody(given.text, ["components", "schemas", "Problem"], ajv) ??
    (v.parse(Problem, JSON.parse(given.text)).type === type ? undefined : `its type is ${type}.`)
  );
}

function lackOfBody(body: string, place: readonly string[], ajv: Ajv2020): string | undefined {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  const validate = ajv.getSchema(`${FILE}#/${pointer}`);
  if (validate === undefined) throw new Error(`${FILE} has nothing at ${pointer}.`);
  return validate(JSON.parse(body)) ? undefined : ajv.errorsText(validate.errors);
}

/** Follows a place to where it is written: a reference leads to a component. Undefined where there is nothing. */
function resolve(place: readonly string[]): readonly string[] | undefined {
  const part = find(place);
  if (part === undefined) return undefined;
  const { $ref } = v.parse(Described, part);
  return $ref === undefined ? place : resolve($ref.slice("#/".length).split("/"));
}

function find(place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (part, name) => (typeof part === "object" && part !== null ? (part as Record<string, unknown>)[name] : undefined),
    api,
  );
}

function typeOf({ headers }: Given): string {
  return (headers.get("content-type") ?? "").split(";")[0] ?? "";
}
