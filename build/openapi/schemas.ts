import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig, type JsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";

import {
  BirthDate,
  CalendarDate,
  ChosenDate,
  ClaimedInstant,
  Id,
  Instant,
  Slug,
} from "../../rules/contract/api/fields.ts";
import { MarkdownText } from "../../rules/contract/api/waiverText.ts";
import { slugShape } from "../../rules/contract/slug.ts";
import { declarationsIn, describe, type Declarations, type Described } from "./comments.ts";

const SHAPES = join(import.meta.dirname, "../../rules/contract/api");

/** A request may leave out what has a default; an answer has it. */
export type Direction = "request" | "answer";

/** A valibot schema of the contract with a name of its own. */
export interface Shape {
  readonly name: string;
  readonly schema: v.GenericSchema;
  /** Of the file that declares it. */
  readonly declarations: Declarations;
}

const YEARS = "20[0-9]{2}|2100";

function dateIn(years: string, example: string): JsonSchema {
  return { format: "date", pattern: `^(?:${years})-[0-9]{2}-[0-9]{2}$`, examples: [example] };
}

function instantIn(years: string): JsonSchema {
  return {
    format: "date-time",
    pattern: `^(?:${years})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$`,
    examples: ["2026-05-23T18:00:00.000Z"],
  };
}

/** What JSON Schema can say of a field whose check is a function; only the check itself knows the whole of it. */
const CHECKED: ReadonlyMap<v.GenericSchema, JsonSchema> = new Map<v.GenericSchema, JsonSchema>([
  [Slug, { pattern: slugShape(), examples: ["2026-05-23-jane-afternoon"] }],
  [CalendarDate, dateIn("[0-9]{4}", "2026-05-23")],
  [ChosenDate, dateIn(YEARS, "2026-05-23")],
  [BirthDate, dateIn(`19[0-9]{2}|${YEARS}`, "1985-03-01")],
  [Instant, instantIn("[0-9]{4}|[+-][0-9]{6}")],
  [ClaimedInstant, instantIn(YEARS)],
  [Id, { examples: ["0b8f4d4e-6c0f-4d5e-9f3c-5d0f4b1c2a3d"] }],
  [MarkdownText, { description: "CommonMark. Line ends become \\n, and space around it goes, before it is measured." }],
]);

/** Finds every shape that the contract's modules export. */
export async function readShapes(): Promise<Shape[]> {
  const files = readdirSync(SHAPES).filter((file) => file.endsWith(".ts"));
  const shapes = await Promise.all(files.map((file) => readFileShapes(join(SHAPES, file))));
  return shapes.flat();
}

async function readFileShapes(path: string): Promise<Shape[]> {
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const declarations = declarationsIn(path);
  return Object.entries(module).flatMap(([name, schema]) => (isSchema(schema) ? [{ name, schema, declarations }] : []));
}

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "schema";
}

/** Writes every shape as JSON Schema, by name, with what the code's comments say of it. */
export function writeShapes(shapes: readonly Shape[], direction: Direction): Record<string, JsonSchema> {
  const written = toJsonSchemaDefs(definitionsOf(shapes), configOf(direction));
  for (const { name, schema, declarations } of shapes) {
    const json = written[name] ?? {};
    Object.assign(json, CHECKED.get(schema));
    describe(json as Described, name, declarations);
  }
  return written;
}

/** Writes one schema: a reference where it has a name. */
export function writeSchema(schema: v.GenericSchema, shapes: readonly Shape[], direction: Direction): JsonSchema {
  const shape = shapes.find((named) => named.schema === schema);
  if (shape !== undefined) return { $ref: referenceTo(shape.name) };
  const json = toJsonSchema(schema, { ...configOf(direction), definitions: definitionsOf(shapes) });
  return without(json, "$schema", "$defs");
}

function referenceTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function definitionsOf(shapes: readonly Shape[]): Record<string, v.GenericSchema> {
  const names = shapes.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`Two files of rules/contract/api export ${twice.join(", ")}.`);
  return Object.fromEntries(shapes.map(({ name, schema }) => [name, schema]));
}

function configOf(direction: Direction): ConversionConfig {
  return {
    target: "draft-2020-12",
    overrideRef: ({ referenceId }) => referenceTo(referenceId),
    overrideAction: ({ valibotAction, jsonSchema }) => writeAction(valibotAction, jsonSchema),
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      writeNewer(valibotSchema, jsonSchema) ??
      (direction === "answer" ? requireDefaults(valibotSchema, jsonSchema) : undefined),
  };
}

interface Action {
  readonly type: string;
}

/** What the package cannot write by itself. Whatever else it refuses is an error. */
function writeAction(action: Action, json: JsonSchema): JsonSchema | undefined {
  // What is sent is trimmed and put into lower case before it is measured: the limits hold for the rest.
  if (["trim", "to_lower_case", "transform"].includes(action.type)) return json;
  if (["check", "check_items"].includes(action.type) && "message" in action && typeof action.message === "string") {
    return { ...json, description: `It ${action.message}.` };
  }
  if (action.type !== "regex" || !("requirement" in action) || !(action.requirement instanceof RegExp))
    return undefined;
  // JSON Schema's patterns are Unicode's without a flag.
  if (!/^u?$/.test(action.requirement.flags)) return undefined;
  const { source: pattern } = action.requirement;
  // The package has written the first of several, and would refuse a second.
  const another = json.pattern !== undefined && json.pattern !== pattern;
  return another ? { ...json, allOf: [...(json.allOf ?? []), { pattern }] } : { ...json, pattern };
}

/** Marks what only a newer version than the one described sends: tests of this one take none of it. */
const NEWER = { "x-newer": true };

/** A word of a newer version is any text; a kind of a newer version is any but those that are known, with fields of its own. */
function writeNewer(schema: object, json: JsonSchema): JsonSchema | undefined {
  if ("type" in schema && schema.type === "custom") return { type: "string", ...NEWER };
  const kinds = v.safeParse(Kinds, schema);
  if (!kinds.success) return undefined;
  const { key, options } = kinds.output;
  const newer = json.oneOf?.at(-1);
  const known = options.flatMap(({ entries }) => entries[key]?.options ?? entries[key]?.literal ?? []);
  if (typeof newer !== "object" || options.at(-1)?.entries[key]?.type !== "custom") return undefined;
  const properties = { ...newer.properties, [key]: { type: "string" as const, not: { enum: known } } };
  return {
    ...json,
    oneOf: [...(json.oneOf ?? []).slice(0, -1), { ...newer, ...NEWER, properties, additionalProperties: true }],
  };
}

const Kind = v.object({
  type: v.string(),
  literal: v.fallback(v.optional(v.string()), undefined),
  options: v.fallback(v.optional(v.array(v.string())), undefined),
});
const Kinds = v.object({
  type: v.literal("variant"),
  key: v.string(),
  options: v.array(v.object({ entries: v.record(v.string(), Kind) })),
});

/** An answer always has what a request may leave to its default. */
function requireDefaults(schema: object, json: JsonSchema): JsonSchema | undefined {
  if (!("entries" in schema) || typeof schema.entries !== "object" || json.properties === undefined) return undefined;
  const defaulted = Object.entries(schema.entries ?? {}).flatMap(([name, entry]: [string, unknown]) =>
    isDefaulted(entry) ? [name] : [],
  );
  const properties = Object.entries(json.properties).map(
    ([name, property]) => [name, typeof property === "object" ? without(property, "default") : property] as const,
  );
  return { ...json, properties: Object.fromEntries(properties), required: [...(json.required ?? []), ...defaulted] };
}

function isDefaulted(entry: unknown): boolean {
  return typeof entry === "object" && entry !== null && "default" in entry && entry.default !== undefined;
}

function without(json: JsonSchema, ...keys: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));
}
