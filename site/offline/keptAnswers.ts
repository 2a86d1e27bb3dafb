import * as v from "valibot";

import { eventPath } from "../../rules/contract/api/paths/events.ts";
import { KEPT_AT_HEADER } from "../../rules/contract/headers.ts";
import { ANSWERS_CACHE } from "../device/names.ts";
import type { Write } from "./entry.ts";

/** Answers of the API that are kept; the oldest go first. */
const ANSWERS_MAX = 60;

/** Keeps what the server answers to a read, marked with when. */
export async function keepAnswer(cache: Cache, url: string, text: string, now: Date): Promise<void> {
  // Deleted first, so that the order of the keys is the order of age.
  await cache.delete(url);
  const headers = { "content-type": "application/json", [KEPT_AT_HEADER]: now.toISOString() };
  await cache.put(url, new Response(text, { headers }));
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - ANSWERS_MAX))) await cache.delete(key);
}

const Charter = v.looseObject({ event: v.looseObject({ slug: v.string() }) });

/**
 * Keeps the charter that the answer to a write brings, as if it had been read: what was acknowledged is still shown where
 * the page is opened next without a signal.
 */
export async function keepTold({ slug }: Pick<Write, "slug">, answer: unknown, now: Date): Promise<void> {
  const told = v.safeParse(Charter, answer);
  if (!told.success || !("caches" in globalThis)) return;
  const cache = await caches.open(ANSWERS_CACHE);
  // One that was moved is asked for by either name.
  for (const name of new Set([slug, told.output.event.slug])) {
    const url = new URL(eventPath(name), location.origin).href;
    await keepAnswer(cache, url, JSON.stringify(told.output), now);
  }
}
