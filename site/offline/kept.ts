import { ANSWERS_CACHE, WAIVERS_CACHE } from "../device/names.ts";

/** Wipes what was kept of charters and people; what waits to be sent is elsewhere, and stays. */
export async function forgetEverythingKept(): Promise<void> {
  if (!("caches" in globalThis)) return;
  await Promise.all([caches.delete(ANSWERS_CACHE), caches.delete(WAIVERS_CACHE)]);
}
