import * as v from "valibot";

import { wordOrNewer } from "../newer.ts";
import { PERIODS } from "../slug.ts";
import { BrokenCharters } from "./broken.ts";
import { VERDICTS } from "./departure.ts";
import { CalendarDate } from "./fields.ts";

export const EVENT_STATUSES = ["open", "canceled"] as const;
const STANDINGS = [...VERDICTS, "departed", "back", "short"] as const;

/** One line of the month list. */
export const EventSummary = v.object({
  slug: v.string(),
  date: CalendarDate,
  period: wordOrNewer(PERIODS),
  first_name: v.string(),
  title: v.string(),
  starts_at: v.string(),
  vessel: v.string(),
  capacity: v.nullable(v.number()),
  required_crew: v.nullable(v.number()),
  /** E-mails of the crew members assigned. */
  crew: v.array(v.string()),
  /** Those of them who have no account, or one that is disabled: they do not count. Missing where all have one, or nobody can tell. */
  crew_without_account: v.optional(v.array(v.string())),
  status: wordOrNewer(EVENT_STATUSES),
  patrons: v.number(),
  /** Everybody who has signed, on the list or not. */
  signed: v.number(),
  /** How many of those on the list have signed; missing in answers from before. */
  signed_listed: v.optional(v.number()),
  aboard: v.number(),
  price_cents: v.nullable(v.number()),
  paid_cents: v.number(),
  currency: v.string(),
  /** Mails given up after the last try. */
  mail_failed: v.number(),
  /** Go or no go as the list of the month can tell, or where the charter is by now. */
  standing: wordOrNewer(STANDINGS),
});
export type EventSummary = v.InferOutput<typeof EventSummary>;

/** `GET /api/events?month=YYYY-MM` (crew), in order of date, then of the day's periods. */
export const EventsResponse = v.object({
  month: v.string(),
  events: v.array(EventSummary),
  /** In order of their date. */
  broken: BrokenCharters,
});
export type EventsResponse = v.InferOutput<typeof EventsResponse>;
