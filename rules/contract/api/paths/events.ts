export const EVENTS_PATH = "/api/events";

/** A charter, or what hangs on it. */
export const eventPath = (slug: string, part: EventPart = ""): string => `/api/event/${slug}${part}`;
type EventPart =
  | ""
  | "/patrons"
  | `/patrons/${string}`
  | "/briefing"
  | "/departures"
  | "/roster"
  | "/mail/retry"
  | "/mail/withheld";
