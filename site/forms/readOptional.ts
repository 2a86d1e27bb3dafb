import * as v from "valibot";

/** Reads a field that may stay empty: null where it does, undefined where what is typed cannot be. */
export function readOptional<T>(schema: v.GenericSchema<unknown, T>, typed: string): T | null | undefined {
  if (typed.trim() === "") return null;
  const read = v.safeParse(schema, typed);
  return read.success ? read.output : undefined;
}
