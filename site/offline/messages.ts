import * as v from "valibot";

/** A page tells the worker that the server has answered a change, which does not pass through it. */
export const AnsweredMessage = v.object({ answered: v.literal(true) });
export type AnsweredMessage = v.InferOutput<typeof AnsweredMessage>;

/** A page tells the worker what it read before the worker was in charge: paths of the API. */
export const KeepMessage = v.object({ keep: v.pipe(v.array(v.string()), v.readonly()) });
export type KeepMessage = v.InferOutput<typeof KeepMessage>;
