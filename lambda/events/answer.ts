import type { EventResponse } from "../../rules/contract/api/event.ts";
import { isSlug } from "../../rules/contract/slug.ts";
import { eventNotFound } from "../charter/problems.ts";
import { answerWritten } from "../http/written.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { readEventDetail } from "./read.ts";

/** Answers a charter as it is now. */
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
  const event = await readEventDetail(services, slug);
  if (event === undefined) throw eventNotFound();
  return { event };
}

/** Reads the slug out of the path; what is no slug names no charter. */
export function slugParameter(call: Call): string {
  const slug = call.req.param("slug") ?? "";
  if (!isSlug(slug)) throw eventNotFound();
  return slug;
}
