import type { EventResponse } from "../../rules/contract/api/event.ts";
import { isSlug } from "../../rules/contract/slug.ts";
import { eventNotFound } from "../charter/problems.ts";
import { readCharter, readState, type Charter } from "../charter/readCharter.ts";
import { retally, tallyOf, writeTally } from "../charter/tally.ts";
import { hasCopy, stillRight, tagFor } from "../http/copies.ts";
import { answerWritten } from "../http/written.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { detailOf } from "./read.ts";

/** For so long a copy may be still right, in ms: whether a signature's mail is out, who wants none, and how the crew are called is not on the item. */
const COPY_MS = 20_000;

/**
 * Answers a charter as it is now, or that the copy which the caller has is still right, which takes one read. What its item
 * says of who has signed is mended where it is not so.
 */
export async function answerEvent(services: Services, call: Call, slug: string): Promise<Response> {
  const tag = (state: string): string => tagFor(state, services.clock(), COPY_MS);
  if (call.req.header("if-none-match") !== undefined) {
    const state = await readState(services.table, slug);
    if (state !== undefined && hasCopy(call, tag(state))) return stillRight({ etag: tag(state) });
  }
  const charter = await readAndHeal(services, slug);
  return call.json({ event: await detailOf(services, charter) } satisfies EventResponse, 200, {
    etag: tag(charter.state),
  });
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
  return { event: await detailOf(services, await readAndHeal(services, slug)) };
}

async function readAndHeal(services: Services, slug: string): Promise<Charter> {
  const charter = await readCharter(services, slug);
  if (charter === undefined) throw eventNotFound();
  return heal(services, charter);
}

/**
 * After a change of the list or of the party, or where a request died before it was counted: nobody has to wait for it, or
 * hears of it. Answers the charter as it is then.
 */
async function heal(services: Services, charter: Charter): Promise<Charter> {
  const { table, log, clock } = services;
  const tally = tallyOf(charter, clock());
  if (tally === undefined) return charter;
  const slug = charter.event.seen.event_id;
  try {
    if (!(await writeTally(table, charter, tally)) || tally.more) await retally(services, slug);
    // What it counts is read from the records; who has come on the list by it is news.
    return tally.places ? ((await readCharter(services, slug)) ?? charter) : charter;
  } catch (error) {
    log.fault("who has signed was not counted", error, {});
    return charter;
  }
}

/** Reads the slug out of the path; what is no slug names no charter. */
export function slugParameter(call: Call): string {
  const slug = call.req.param("slug") ?? "";
  if (!isSlug(slug)) throw eventNotFound();
  return slug;
}
