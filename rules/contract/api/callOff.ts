import * as v from "valibot";

import { Id, Instant, Reason, Revision } from "./fields.ts";
import { orNewer, wordOrNewer } from "../newer.ts";

/** What becomes of what was paid: it waits for another day, or is given back. */
export const MONEY_AFTER = ["credit", "refund"] as const;

/** `POST /api/event/{slug}/call-off` (admin). Once more on one that is off, it says anew what becomes of the money. */
export const CallOffRequest = v.strictObject({
  /** Made by the client; a retry with the same id calls nothing off twice. */
  id: Id,
  /** The one that was read: an older one is a 409, and nothing is called off. */
  revision: Revision,
  money: v.picklist(MONEY_AFTER),
  /** In the admin's words; everybody who is told reads it. */
  reason: Reason,
});
export type CallOffRequest = v.InferOutput<typeof CallOffRequest>;

/** What each entry says: when the server wrote it, and who did it. */
const told = {
  id: v.string(),
  at: Instant,
  by: v.string(),
  name: v.string(),
  /** Of all the rest, and of the charter that it is on (lambda/seals/seal.ts). */
  seal: v.optional(v.string()),
};

/** A charter was called off, or sails after all: appended, never edited, never deleted. */
export const CallOffEntry = orNewer(
  "kind",
  [
    v.object({
      kind: v.literal("called-off"),
      money: wordOrNewer(MONEY_AFTER),
      reason: v.string(),
      /** Ids of patrons whose mail could not be put beside the others: somebody has to call them. */
      untold: v.array(v.string()),
      /** Where these are fewer: the last 12 characters of the ids of those whose mail could be, and of nobody else. */
      told: v.optional(v.array(v.string())),
      /** All others with an address are mailed after them; missing where they are not. */
      rest_told: v.optional(v.boolean()),
      ...told,
    }),
    v.object({ kind: v.literal("reopened"), ...told }),
  ],
  told,
);
export type CallOffEntry = v.InferOutput<typeof CallOffEntry>;
/** How and why a charter is off. */
export type CallOff = Extract<CallOffEntry, { kind: "called-off" }>;
