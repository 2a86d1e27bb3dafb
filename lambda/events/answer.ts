import type { EventResponse } from "../../rules/contract/api/event.ts";
import { isSlug } from "../../rules/contract/slug.ts";
import { eventNotFound } from "../charter/problems.ts";
import { readCharter, type Charter } from "../charter/readCharter.ts";
import { eventKey } from "../charter/stored.ts";
import { retally, tallyUpdate } from "../charter/tally.ts";
import { answerWritten } from "../http/written.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { detailOf } from "./read.ts";

/** Answers a charter as it is now. What its item says of who has signed is mended where it is not so. */
export async function answerEvent(services: Services, call: Call, slug: string): Promise<Response> {
  return call.json(await readEvent(services, slug));
}

/** Answers a charter that was changed as it is now. */
export function answerChanged(
  services: Services,
  call: Call,
  slug: string,
  status: 200 | 201 = 200,
): Promise<Response> {
  return answerWritten(services, call, status, () => readEvent(services, slug));
}

async function readEvent(services: Services, slug: string): Promise<EventResponse> {
  const charter = await readCharter(services, slug);
  if (charter === undefined) throw eventNotFound();
  await heal(services, charter);
  return { event: await detailOf(services, charter) };
}

/** After a change of the list, or where a request died before it was counted: nobody has to wait for it, or hears of it. */
async function heal(services: Services, charter: Charter): Promise<void> {
  const { table, log } = services;
  const update = tallyUpdate(charter);
  if (update === undefined) return;
  const slug = charter.event.seen.event_id;
  try {
    if (!(await table.update(eventKey(slug), update)).ok) await retally(services, slug);
  } catch (error) {
    log.fault("who has signed was not counted", error, {});
  }
}

/** Reads the slug out of the path; what is no slug names no charter. */
export function slugParameter(call: Call): string {
  const slug = call.req.param("slug") ?? "";
  if (!isSlug(slug)) throw eventNotFound();
  return slug;
}
