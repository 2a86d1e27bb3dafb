import * as v from "valibot";

/** A charter that this version cannot read: what its key tells, so that it is missed by nobody. */
export const BrokenCharter = v.object({
  /** Most likely a slug. */
  slug: v.string(),
  /** The day it is on, as far as its key tells. */
  date: v.string(),
});
export type BrokenCharter = v.InferOutput<typeof BrokenCharter>;

/** Such charters in a list; an API of before told of none. */
export const BrokenCharters = v.optional(v.array(BrokenCharter), []);

/** How many others of a list cannot be read; an API of before told of none. */
export const BrokenCount = v.optional(v.number(), 0);

/** A part of a charter that cannot be read; what of it can be is where it always is. */
export const BrokenPart = v.object({
  /** The attribute of the stored item, such as `payment_log`. */
  part: v.string(),
  /** How many entries of a list or a map; null where it is all of the attribute. */
  entries: v.nullable(v.number()),
  /** Says so to people. */
  text: v.string(),
});
export type BrokenPart = v.InferOutput<typeof BrokenPart>;

/** All such parts of a charter; an API of before told of none. */
export const BrokenParts = v.optional(v.array(BrokenPart), []);
