import * as v from "valibot";

/**
 * What a change is answered with where it was made and what it came to could not be read: nobody may think that it was not.
 * A client treats every JSON object that answers a change with a 2xx in this way, unless it can read it.
 */
export const Written = v.object({ written: v.literal(true) });
export type Written = v.InferOutput<typeof Written>;

/** Makes the schema of the answer to a change that is read back. */
export function orWritten<Answer extends v.GenericSchema>(answer: Answer) {
  return v.union([answer, Written]);
}
