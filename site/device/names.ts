import { SLOT_PLACEHOLDER, STAGING_PREFIX } from "../../rules/contract/slots.ts";

/** The last good answers of the API: personal, so wiped when somebody signs out. */
export const ANSWERS_CACHE = "scc-answers";
/** Waiver pages made ready for a kiosk, with their script and style. */
export const WAIVERS_CACHE = "scc-waivers";

/** Names the lock that lets one tab, or the worker, send at a time; the channel that tells all; and the background sync. */
export const QUEUE_NAME = "scc-queue";

/** Names the channel by which this browser's pages tell each other who is signed in. */
export const SESSION_CHANNEL = "scc-session";

/** Writes the path of a file of the build that this code belongs to; the build puts its slot here. */
export function ownFile(path: string): string {
  return `${STAGING_PREFIX}${SLOT_PLACEHOLDER}/${path}`;
}
