import * as v from "valibot";

/** A page tells the worker what it read before the worker was in charge: paths of the API. */
export const KeepMessage = v.object({ keep: v.pipe(v.array(v.string()), v.readonly()) });
export type KeepMessage = v.InferOutput<typeof KeepMessage>;
