import * as v from "valibot";

/** `GET /api/first-day` (admin): which of the four steps are done that a company begins with. */
export const FirstDayResponse = v.object({
  boat: v.boolean(),
  crew: v.boolean(),
  /** Of the company's own: until then patrons sign the one that comes with the program. */
  waiver_text: v.boolean(),
  charter: v.boolean(),
});
export type FirstDayResponse = v.InferOutput<typeof FirstDayResponse>;
