/** A part of the document: plain data, ready to be written. */
export type Json = Record<string, unknown>;

/** Refers to a component of the document. */
export function refer(kind: "parameters" | "responses" | "schemas", name: string): Json {
  return { $ref: `#/components/${kind}/${name}` };
}

/** Orders the members of an object by name, so that a diff of the document shows what changed and nothing else. */
export function byName<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
