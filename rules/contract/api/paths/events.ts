export const EVENTS_PATH = "/api/events";

/** A charter, or what hangs on it. */
export const eventPath = (slug: string, part: EventPart = ""): string => `/api/event/${slug}${part}`;
type EventPart =
  | ""
  | "/move"
  | "/call-off"
  | "/patrons"
  | `/patrons/${string}`
  | "/briefing"
  | "/departures"
  | "/roster"
  | "/reminders"
  | "/mail/retry"
  | "/mail/withheld"
  | `/signatures/${string}`;

/** Where a signed waiver is shown as a PDF. Its record lies under the slug that it was given for, in the order of when it was signed. */
export const signedWaiverPath = (
  slug: string,
  {
    id,
    signed_at,
    given_for = slug,
  }: { readonly id: string; readonly signed_at: string; readonly given_for?: string | undefined },
) => `${eventPath(given_for, `/signatures/${id}`)}?signed_at=${encodeURIComponent(signed_at)}`;
