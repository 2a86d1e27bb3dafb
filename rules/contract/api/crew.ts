import * as v from "valibot";

import { PERIODS } from "../slug.ts";
import { wordOrNewer } from "../newer.ts";
import { StoredAnswer } from "./availability.ts";
import { BrokenCount } from "./broken.ts";
import { EVENT_STATUSES } from "./month.ts";
import { CalendarDate, Id } from "./fields.ts";
import { Account } from "./session.ts";

/** Who could sail on a day. `answer` is null where they have not said, or where only an admin may see it. */
export const CrewOnDay = v.object({ ...Account.entries, answer: v.nullable(StoredAnswer), note: v.string() });
export type CrewOnDay = v.InferOutput<typeof CrewOnDay>;

/** What of a charter tells whether it keeps its crew, or its boat, from another one. */
export const Sailing = v.object({
  slug: v.string(),
  title: v.string(),
  first_name: v.string(),
  date: CalendarDate,
  period: wordOrNewer(PERIODS),
  starts_at: v.string(),
  status: wordOrNewer(EVENT_STATUSES),
  crew: v.array(v.string()),
  /** "" where none is chosen, and in answers from before. */
  vessel: v.optional(v.string(), ""),
});
export type Sailing = v.InferOutput<typeof Sailing>;

/** `GET /api/crew/day/{date}` (crew): everybody with an account, and the charters of that day and the two around it. */
export const CrewDayResponse = v.object({
  date: CalendarDate,
  crew: v.array(CrewOnDay),
  charters: v.array(Sailing),
  /** Charters and accounts that cannot be read: what stands against somebody may be missing. */
  broken: BrokenCount,
});
export type CrewDayResponse = v.InferOutput<typeof CrewDayResponse>;

/** `POST /api/event/{slug}/roster` (admin): mails the roster to all assigned; the same id again sends nothing. */
export const SendRosterRequest = v.strictObject({ id: Id });
export type SendRosterRequest = v.InferOutput<typeof SendRosterRequest>;
