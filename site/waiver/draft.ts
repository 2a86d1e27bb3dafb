import * as v from "valibot";

import { createKeeper, type OpenStorage } from "../device/keeper.ts";
import type { WaiverValues } from "./form.ts";

const Parts = v.object({ month: v.string(), day: v.string(), year: v.string() });

/** What survives a reload. Never the signature and never the agreement: those are given once, to what is on the screen. */
const Draft = v.object({
  name: v.string(),
  sailing: v.boolean(),
  birth: Parts,
  children: v.array(v.object({ name: v.string(), birth: Parts })),
  relationship: v.number(),
  contactName: v.string(),
  contactPhone: v.string(),
  email: v.string(),
});
export type Draft = v.InferOutput<typeof Draft>;

/** Takes out of a form what may be kept. `relationship` is the place of the choice, -1 for none: it outlives a change of language. */
export function toDraft(
  { name, sailing, birth, children, contactName, contactPhone, email }: WaiverValues,
  relationship: number,
): Draft {
  return {
    name,
    sailing,
    birth,
    relationship,
    contactName,
    contactPhone,
    email,
    children: children.map((child) => ({ name: child.name, birth: child.birth })),
  };
}

/** Keeps drafts in a tab's storage, one a charter. */
export function createDrafts(slug: string, open: OpenStorage) {
  return createKeeper(`scc-waiver ${slug}`, Draft, open);
}
