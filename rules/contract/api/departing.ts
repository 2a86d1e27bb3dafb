import * as v from "valibot";

import { ClaimedInstant, Id, Note, Reason, TakenLine } from "./fields.ts";

/** What is asked at the dock. Apart from what is answered (departure.ts), which the first screen reads. */

/** `POST /api/event/{slug}/briefing` (crew). An earlier or the same `at` changes nothing. */
export const BriefingRequest = v.strictObject({ given: v.boolean(), at: ClaimedInstant });
export type BriefingRequest = v.InferOutput<typeof BriefingRequest>;

/** `POST /api/event/{slug}/departures` (crew). The same id again answers as the first time. */
export const DepartureRequest = v.variant("kind", [
  v.strictObject({
    kind: v.literal("departed"),
    id: Id,
    at: ClaimedInstant,
    /** Ids of the patrons aboard as the screen showed them: if the list says otherwise by now, somebody must look again. */
    aboard: v.array(Id),
    override: v.nullable(Reason),
    /**
     * Whom that screen showed aboard, by name, where somebody records a departure of the past as it was: then it is not
     * refused for a list that says otherwise by now, which its record tells. Names are as they were taken.
     */
    as_it_was: v.optional(v.array(v.strictObject({ id: Id, name: TakenLine }))),
  }),
  v.strictObject({
    kind: v.literal("back"),
    id: Id,
    at: ClaimedInstant,
    count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
    reason: Note,
  }),
  v.strictObject({ kind: v.literal("correction"), id: Id, at: ClaimedInstant, entry: Id, reason: Reason }),
]);
export type DepartureRequest = v.InferOutput<typeof DepartureRequest>;
