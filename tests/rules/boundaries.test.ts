import type * as v from "valibot";
import { describe, expect, it } from "vitest";

import { CalendarDate, Instant } from "../../rules/contract/api/fields.ts";
import type { Operation } from "../../rules/contract/api/operation.ts";
import { OPERATIONS } from "../../rules/contract/api/operations.ts";
import { NewPasskey, UsedPasskey } from "../../rules/contract/api/passkey.ts";
import { PATH_PARAMETERS } from "../../rules/contract/api/parameters.ts";

/** What reads a date or an instant that is there already, of any year. */
const UNBOUNDED: ReadonlySet<unknown> = new Set<unknown>([CalendarDate, Instant]);

/** Walks a schema through everything that it is made of, and answers the ways to what has no bounds. */
function findUnbounded(schema: unknown, way: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if (UNBOUNDED.has(schema)) return [way];
  const parts = Array.isArray(schema)
    ? schema.map((part: unknown, at) => [String(at), part] as const)
    : partsOf(schema);
  return parts.flatMap(([name, part]) => findUnbounded(part, `${way}.${name}`));
}

function partsOf(schema: object): (readonly [string, unknown])[] {
  const entries = "entries" in schema ? Object.entries(schema.entries ?? {}) : [];
  return [
    ...entries,
    ...["item", "wrapped", "options", "pipe"].flatMap((name) =>
      name in schema ? [[name, (schema as Record<string, unknown>)[name]] as const] : [],
    ),
  ];
}

const requests: readonly (readonly [string, v.GenericSchema])[] = [
  ...Object.entries<Operation>(OPERATIONS).flatMap(([id, { body, parameters = {} }]) => [
    ...(body === undefined ? [] : [[id, body] as const]),
    ...Object.entries(parameters).map(([name, { schema }]) => [`${id} ${name}`, schema] as const),
  ]),
  ...Object.entries(PATH_PARAMETERS).map(([name, { schema }]) => [`{${name}}`, schema] as const),
];

/** Walks a schema in the same way, and answers the ways to objects that take fields which nobody has named. */
function findOpen(schema: unknown, way: string): string[] {
  if (typeof schema !== "object" || schema === null || OTHERS.has(schema)) return [];
  const open = "type" in schema && ["object", "loose_object"].includes(String(schema.type)) ? [way] : [];
  const parts = Array.isArray(schema)
    ? schema.map((part: unknown, at) => [String(at), part] as const)
    : partsOf(schema);
  return [...open, ...parts.flatMap(([name, part]) => findOpen(part, `${way}.${name}`))];
}

/** The browsers' own objects, which are read as far as they are known: later ones may say more. */
const OTHERS: ReadonlySet<unknown> = new Set<unknown>([NewPasskey, UsedPasskey]);

describe("What comes from outside", () => {
  it("has no field that is not known, however deep: what nobody reads is refused, and not passed over", () => {
    expect(requests.flatMap(([name, schema]) => findOpen(schema, name))).toEqual([]);
    expect(findOpen(OPERATIONS.readEvent.answers[200].schema, "").length).toBeGreaterThan(5);
  });

  it("has bounds to each of its dates and instants", () => {
    expect(requests.flatMap(([name, schema]) => findUnbounded(schema, name))).toEqual([]);
  });

  it("is looked through as deep as it goes: an answer, which takes any year, has many", () => {
    const { schema } = OPERATIONS.readEvent.answers[200];
    const found = findUnbounded(schema, "");
    expect(found).toContain(".event.manifest.item.checked.wrapped.received_at");
    expect(found.length).toBeGreaterThan(20);
  });
});
