import * as v from "valibot";

import { Id, Instant } from "./fields.ts";
import { RecordedContact } from "./waiver.ts";
import { orNewer, wordOrNewer } from "../newer.ts";

const recorded = {
  /** Who did it, when by their device, and when the server heard of it. */
  at: Instant,
  received_at: Instant,
  by: v.string(),
  name: v.string(),
  /** Of all the rest, and of the charter that it is on (lambda/seals/seal.ts); absent on a device, and on older entries. */
  seal: v.optional(v.string()),
};

/** The safety briefing: recorded or taken back, whichever came last (rules/time/laterInstant.ts). */
export const Briefing = v.object({ given: v.boolean(), ...recorded });
export type Briefing = v.InferOutput<typeof Briefing>;

export const VERDICTS = ["go", "caution", "no-go"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One reason for a verdict: what is the matter, and what to do about it. A `stop` blocks, a `caution` does not. */
export const DepartureReason = v.object({
  weight: wordOrNewer(["stop", "caution"]),
  text: v.string(),
  todo: v.string(),
});
export type DepartureReason = v.InferOutput<typeof DepartureReason>;

const Person = v.object({ id: v.string(), name: v.string() });

/**
 * Somebody aboard, with whom to call for them: as the waiver had it then, for the paper ashore and the record must say
 * the same. Null for who had not signed; a signature that comes later shows on the charter's page.
 */
const Aboard = v.object({
  ...Person.entries,
  /** Whether they had signed when the lines were let go; missing in records from before it was told. */
  signed: v.optional(v.boolean()),
  emergency_contact: v.optional(v.nullable(RecordedContact), null),
});

/** What stood on the list, and who was aboard, when the lines were let go. Kept as it was, whatever changes later. */
const Departed = v.object({
  kind: v.literal("departed"),
  id: Id,
  vessel: v.string(),
  capacity: v.nullable(v.number()),
  booked: v.number(),
  signed: v.number(),
  aboard: v.array(Aboard),
  /** Crew assigned: `id` is the e-mail. */
  crew: v.array(Person),
  briefing: v.nullable(Briefing),
  verdict: wordOrNewer(VERDICTS),
  reasons: v.array(DepartureReason),
  /** Why the crew left in spite of a no go; null where it was none. */
  override: v.nullable(v.string()),
  ...recorded,
});
export type Departed = v.InferOutput<typeof Departed>;

/** The count of patrons when all are back; where it is not the number that left, `reason` says who is missing or why. */
const Back = v.object({
  kind: v.literal("back"),
  id: Id,
  departure: Id,
  count: v.number(),
  expected: v.number(),
  reason: v.string(),
  ...recorded,
});
export type Back = v.InferOutput<typeof Back>;

/** Takes a departure or return back that should not have been recorded; both stay to be read. */
const Correction = v.object({ kind: v.literal("correction"), id: Id, entry: Id, reason: v.string(), ...recorded });

/** One entry of `departures`: appended, never edited, never deleted. */
export const DepartureEntry = orNewer("kind", [Departed, Back, Correction], { id: Id, ...recorded });
export type DepartureEntry = v.InferOutput<typeof DepartureEntry>;
