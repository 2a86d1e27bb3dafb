import * as v from "valibot";

import { AMOUNT_MAX_CENTS } from "../amounts.ts";
import { CalendarDate, ClaimedInstant, Email, Id, Instant, Note } from "./fields.ts";
import { METHODS, Payment, PURPOSES, Refund, Reversal, RECORDED } from "./payment.ts";
import { orNewer, wordOrNewer } from "../newer.ts";
import { BrokenCharters, BrokenParts } from "./broken.ts";

const Cents = v.pipe(v.number(), v.integer());
/** Below zero where more was given back in cash than came in. */
const CashCents = v.pipe(Cents, v.minValue(-AMOUNT_MAX_CENTS), v.maxValue(AMOUNT_MAX_CENTS));

/** One crew member's cash of a day, counted. */
const CountedCash = v.strictObject({
  /** By e-mail. */
  crew: Email,
  /** What the ledgers said when it was counted; when they say otherwise by now, nothing is closed. */
  expected_cents: CashCents,
  counted_cents: CashCents,
  /** Why counted differs from expected; empty where it does not. */
  reason: Note,
});
export type CountedCash = v.InferOutput<typeof CountedCash>;

/** `POST /api/closeouts/{day}` (admin). A day may be counted again: the counts before stay. */
export const CloseDayRequest = v.strictObject({
  id: Id,
  /** By the device's clock. */
  counted_at: ClaimedInstant,
  crew: v.pipe(v.array(CountedCash), v.maxLength(100)),
});
export type CloseDayRequest = v.InferOutput<typeof CloseDayRequest>;

/** One closeout of a day. Never edited, never deleted. */
export const Closeout = v.object({
  id: Id,
  /** By the device's clock. */
  counted_at: Instant,
  crew: v.array(
    v.object({
      /** By e-mail. */
      crew: v.string(),
      /** What the ledgers said when it was counted. */
      expected_cents: Cents,
      counted_cents: Cents,
      /** Why counted differs from expected; empty where it does not. */
      reason: v.string(),
    }),
  ),
  closed_by: v.string(),
  /** When the server wrote it. */
  closed_at: Instant,
});
export type Closeout = v.InferOutput<typeof Closeout>;

/** Money that changed hands on the day, on whichever charter. */
export const DayLine = v.object({
  slug: v.string(),
  /** One of a newer kind is told without what it counts, where the program does not know that. */
  entry: orNewer("kind", [Payment, Refund], RECORDED),
  patron: v.string(),
  purpose: wordOrNewer(PURPOSES),
  counts_cents: Cents,
  reversal: v.optional(Reversal),
  /** Whether the last closeout has not seen it, or not seen its reversal. */
  after_closeout: v.boolean(),
});
export type DayLine = v.InferOutput<typeof DayLine>;

const CrewCash = v.object({ crew: v.string(), expected_cents: Cents, tip_cents: Cents });
export type CrewCash = v.InferOutput<typeof CrewCash>;

/** `GET /api/closeouts/{day}`, and the answer to closing it: for an admin all of it, for the crew what they recorded. */
export const CloseoutResponse = v.object({
  day: CalendarDate,
  currency: v.string(),
  /** Cash that each crew member should have, tips included and told apart. */
  crew: v.array(CrewCash),
  methods: v.array(v.object({ method: wordOrNewer(METHODS), charter_cents: Cents, tip_cents: Cents })),
  lines: v.array(DayLine),
  /** What the charters of these lines are called, by slug; missing in answers from before. */
  titles: v.optional(v.record(v.string(), v.string())),
  /** Charters with money of the day that cannot be read: what is on them is in no sum. */
  broken: BrokenCharters,
  /** What of the day itself cannot be read: which charters have money of it, or how it was counted. */
  broken_parts: BrokenParts,
  /** Oldest first. */
  closeouts: v.array(Closeout),
});
export type CloseoutResponse = v.InferOutput<typeof CloseoutResponse>;
