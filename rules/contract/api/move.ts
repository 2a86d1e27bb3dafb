import * as v from "valibot";

import { ChosenDate, ClockTime, Id, Instant, PeriodField, PersonName, Reason, Revision, Title } from "./fields.ts";
import { wordOrNewer } from "../newer.ts";

/** Whether who has signed has to sign again: another day may be another risk. */
const MOVED_SIGNATURES = ["kept", "again"] as const;

/** `POST /api/event/{slug}/move` (admin): to another day, part of day or first name. What is not named stays. */
export const MoveRequest = v.strictObject({
  /** Made by the client; a retry with the same id moves nothing twice. */
  id: Id,
  /** The one that was read: an older one is a 409, and nothing is moved. */
  revision: Revision,
  date: ChosenDate,
  period: PeriodField,
  first_name: v.optional(PersonName),
  /** Dock-local start, `HH:MM`; "" where not known yet. */
  starts_at: v.optional(v.union([ClockTime, v.literal("")])),
  vessel: v.optional(Title),
  signatures: v.picklist(MOVED_SIGNATURES),
  /** In the admin's words; everybody who is told reads it. */
  reason: Reason,
});
export type MoveRequest = v.InferOutput<typeof MoveRequest>;

/** One move of a charter: appended, never edited, never deleted. */
export const Move = v.object({
  id: Id,
  /** The slugs that it went by before and after. */
  from: v.string(),
  to: v.string(),
  /** The starts, `HH:MM` or "", and the vessels. */
  starts_before: v.string(),
  starts_after: v.string(),
  vessel_before: v.string(),
  vessel_after: v.string(),
  signatures: wordOrNewer(MOVED_SIGNATURES),
  reason: v.string(),
  /** Ids of patrons whose mail could not be put beside the others: somebody has to call them. */
  untold: v.array(v.string()),
  /** Where these are fewer: the last 12 characters of the ids of those whose mail could be, and of nobody else. */
  told: v.optional(v.array(v.string())),
  /** All others with an address are mailed after them; missing where they are not. */
  rest_told: v.optional(v.boolean()),
  at: Instant,
  by: v.string(),
  name: v.string(),
  /** Of all the rest, and of the charter that it is on (lambda/seals/seal.ts). */
  seal: v.optional(v.string()),
});
export type Move = v.InferOutput<typeof Move>;
