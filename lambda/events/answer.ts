import { isSlug } from "../../rules/contract/slug.ts";
import { eventNotFound } from "../charter/problems.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { readEventDetail } from "./read.ts";

/** Answers a charter as it is now. */
export async function answerEvent(
  services: Services,
  call: Call,
  slug: string,
  status: 200 | 201 = 200,
): Promise<Response> {
  const event = await readEventDetail(services, slug);
  if (event === undefined) throw eventNotFound();
  return call.json({ event }, status);
}

/** Reads the slug out of the path; what is no slug names no charter. */
export function slugParameter(call: Call): string {
  const slug = call.req.param("slug") ?? "";
  if (!isSlug(slug)) throw eventNotFound();
  return slug;
}
