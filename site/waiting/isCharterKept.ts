import { eventPath } from "../../rules/contract/api/paths/events.ts";
import { ANSWERS_CACHE } from "../device/names.ts";
import { STORAGE_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";

/** Tells whether the worker has kept a charter, so that it opens without a signal; false where this browser keeps nothing. */
export async function isCharterKept(slug: string): Promise<boolean> {
  if (!("caches" in globalThis)) return false;
  const kept = caches.match(eventPath(slug), { cacheName: ANSWERS_CACHE });
  return (await within(STORAGE_MS, kept).catch(() => undefined)) !== undefined;
}
