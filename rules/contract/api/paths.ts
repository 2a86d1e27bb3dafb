/**
 * The paths of the API, each once: the operation table fills them with `{slug}` and the like, the clients with values.
 * Functions and plain strings, so that a bundle keeps only those it uses.
 */

export const HEALTH_PATH = "/api/health";
export const SESSION_PATH = "/api/session";
export const CREW_PATH = "/api/crew";
export const AVAILABILITY_PATH = "/api/availability";
export const CALENDAR_PATH = "/api/calendar";
export const VESSELS_PATH = "/api/vessels";
export const EVENTS_PATH = "/api/events";
export const PAYMENT_PATH = "/api/payment/log";
export const REFUND_PATH = "/api/payment/refund";
export const REVERSAL_PATH = "/api/payment/reversal";
export const RECEIPT_PATH = "/api/payment/receipt";
export const WAIVER_TEXTS_PATH = "/api/waiver-texts";
export const WAIVER_PREVIEW_PATH = "/api/waiver-texts/preview";
export const WAIVER_DRAFT_PATH = "/api/waiver-texts/draft";

/** Who could sail on a day. */
export const crewDayPath = (date: string): string => `/api/crew/day/${date}`;
/** One's own answer for a day. */
export const ownAnswerPath = (date: string): string => `${AVAILABILITY_PATH}/${date}`;
/** A calendar feed; its file's name is the secret that opens it. */
export const calendarFilePath = (file: string): string => `${CALENDAR_PATH}/${file}`;
export const vesselPath = (id: string): string => `${VESSELS_PATH}/${id}`;
/** A charter, or what hangs on it. */
export const eventPath = (slug: string, part: EventPart = ""): string => `/api/event/${slug}${part}`;
type EventPart = "" | "/patrons" | `/patrons/${string}` | "/briefing" | "/departures" | "/roster" | "/mail/retry";
export const closeoutPath = (day: string): string => `/api/closeouts/${day}`;
export const waiverVersionPath = (version: string): string => `${WAIVER_TEXTS_PATH}/${version}`;
/** The link that stops reminders to a patron's address. */
export const stopRemindersPath = (slug: string, patron: string): string => `/api/reminders/stop/${slug}/${patron}`;
