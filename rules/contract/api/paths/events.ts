export const EVENTS_PATH = "/api/events";

/** A charter, or what hangs on it. */
export const eventPath = (slug: string, part: EventPart = ""): string => `/api/event/${slug}${part}`;
type EventPart =
  | ""
  | "/move"
  | "/patrons"
  | `/patrons/${string}`
  | "/briefing"
  | "/departures"
  | "/roster"
  | "/mail/retry"
  | "/mail/withheld"
  | `/signatures/${string}`;

/** Where a signed waiver is shown as a PDF. Its record lies in the order of when it was signed. */
export const signedWaiverPath = (
  slug: string,
  { id, signed_at }: { readonly id: string; readonly signed_at: string },
) => `${eventPath(slug, `/signatures/${id}`)}?signed_at=${encodeURIComponent(signed_at)}`;
