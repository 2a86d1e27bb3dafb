import * as v from "valibot";

import { charterTitle } from "../../rules/charter/title.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import { ANSWERS_CACHE } from "../device/names.ts";
import { STORAGE_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";

/** Tells whether the worker has kept a charter, so that it opens without a signal; false where this browser keeps nothing. */
export async function isCharterKept(slug: string): Promise<boolean> {
  return (await keptAnswer(slug)) !== undefined;
}

const Titled = v.object({ event: v.object({ slug: v.string(), title: v.string(), first_name: v.string() }) });

/** What a charter is called by the answer that the worker has kept; undefined where it has none. */
export async function keptTitle(slug: string): Promise<string | undefined> {
  const answer = await keptAnswer(slug);
  const read = v.safeParse(Titled, await answer?.json().catch(() => undefined));
  return read.success ? charterTitle(read.output.event) : undefined;
}

async function keptAnswer(slug: string): Promise<Response | undefined> {
  if (!("caches" in globalThis)) return undefined;
  const kept = caches.match(eventPath(slug), { cacheName: ANSWERS_CACHE });
  return within(STORAGE_MS, kept).catch(() => undefined);
}
