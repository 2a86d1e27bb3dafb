import * as v from "valibot";

/** What a resource is declared with, or computed to be: named values. */
export const Properties = v.record(v.string(), v.unknown());
export type Properties = v.InferOutput<typeof Properties>;
