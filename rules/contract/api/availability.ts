import * as v from "valibot";

import { wordOrNewer } from "../newer.ts";
import { BrokenCount } from "./broken.ts";
import { CalendarDate, Note } from "./fields.ts";

const ANSWERS = ["yes", "maybe", "no"] as const;
/** What a crew member says of a day: can sail, could perhaps, cannot. */
export const Answer = v.picklist(ANSWERS);
export type Answer = v.InferOutput<typeof Answer>;

/** `PUT /api/availability/{date}` (crew): one's own answer; null takes it back. The same again changes nothing. */
export const SetAvailabilityRequest = v.strictObject({ answer: v.nullable(Answer), note: Note });
export type SetAvailabilityRequest = v.InferOutput<typeof SetAvailabilityRequest>;

/** The same as it is stored and told. */
export const StoredAnswer = wordOrNewer(ANSWERS);
export type StoredAnswer = v.InferOutput<typeof StoredAnswer>;

/** The answer of one crew member for one day. */
export const DayAnswer = v.object({ email: v.string(), date: CalendarDate, answer: StoredAnswer, note: v.string() });
export type DayAnswer = v.InferOutput<typeof DayAnswer>;

/** The answer to setting a day: null where it was taken back. */
export const SetAvailabilityResponse = v.object({ day: v.nullable(DayAnswer) });
export type SetAvailabilityResponse = v.InferOutput<typeof SetAvailabilityResponse>;

/** `GET /api/availability?month=YYYY-MM` (crew): one's own days; for an admin, everybody's. */
export const AvailabilityResponse = v.object({ month: v.string(), days: v.array(DayAnswer), broken: BrokenCount });
export type AvailabilityResponse = v.InferOutput<typeof AvailabilityResponse>;
