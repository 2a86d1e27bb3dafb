import type { JsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";

import { readShapes, writeSchema, writeShapes, type Direction } from "./schemas.ts";

/** Writes a schema for one direction: a reference where it has a name. */
export type Write = (schema: v.GenericSchema, direction: Direction) => JsonSchema;

export interface Shapes {
  readonly write: Write;
  /** The named shapes that something written so far refers to. */
  readonly written: () => Record<string, JsonSchema>;
}

/** Opens the contract's shapes. One that would read otherwise in a request than in an answer is an error: it needs two names. */
export async function openShapes(): Promise<Shapes> {
  const shapes = await readShapes();
  const all = { request: writeShapes(shapes, "request"), answer: writeShapes(shapes, "answer") };
  const used = new Map<string, JsonSchema>();
  const take = (json: JsonSchema, direction: Direction): void => {
    for (const name of namesIn(json)) {
      const [shape, before] = [all[direction][name], used.get(name)];
      if (shape === undefined) throw new Error(`There is no shape ${name}.`);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(shape))
        throw new Error(`${name} reads otherwise in a request than in an answer.`);
      used.set(name, shape);
      if (before === undefined) take(shape, direction);
    }
  };
  return {
    write: (schema, direction) => {
      const json = writeSchema(schema, shapes, direction);
      take(json, direction);
      return json;
    },
    written: () => Object.fromEntries(used),
  };
}

function namesIn(json: JsonSchema): string[] {
  return [...JSON.stringify(json).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
}
