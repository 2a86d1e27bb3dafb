import * as v from "valibot";

/** `GET /api/health`: the function is up, reaches its table, and serves the waiver page with the files of `slot`. */
export const HealthResponse = v.object({ status: v.literal("ok"), stack: v.string(), slot: v.string() });
export type HealthResponse = v.InferOutput<typeof HealthResponse>;
