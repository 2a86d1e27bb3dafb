import * as v from "valibot";

import { printableOf, VISIBLE, withoutUnseen } from "../../words/printable.ts";
import { ClaimedInstant, Id, NAME_MAX, Note, Reason } from "./fields.ts";

/** What is asked at the dock. Apart from what is answered (departure.ts), which the first screen reads. */

/** `POST /api/event/{slug}/briefing` (crew). An earlier or the same `at` changes nothing. */
export const BriefingRequest = v.strictObject({ given: v.boolean(), at: ClaimedInstant });
export type BriefingRequest = v.InferOutput<typeof BriefingRequest>;

/** How many a screen can have shown aboard: as many as a list takes. */
const ABOARD_MAX = 500;

/** A name as a screen showed it: it cannot be asked for again, so what does not print is left out of it. Nobody is called nothing. */
const ShownName = v.pipe(
  v.string(),
  v.transform((text) => withoutUnseen(printableOf(text)).trim().slice(0, NAME_MAX)),
  v.regex(VISIBLE, "must have a letter or a digit that can be seen"),
);

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
     * refused for a list that says otherwise by now: that is a no go, which takes a reason.
     */
    as_it_was: v.optional(
      v.pipe(
        v.array(v.strictObject({ id: Id, name: ShownName })),
        v.maxLength(ABOARD_MAX),
        v.check((people) => new Set(people.map(({ id }) => id)).size === people.length, "must name each of them once"),
      ),
    ),
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
