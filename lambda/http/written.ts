import type { ContentfulStatusCode } from "hono/utils/http-status";

import type { Written } from "../../rules/contract/api/written.ts";
import { isBrokenItem } from "../problem.ts";
import type { Services } from "../services.ts";
import type { Call } from "./route.ts";

/**
 * Answers a change that was made with what it came to. Whatever keeps that from being read, the change was made, and the
 * answer says so: a form that is told otherwise is filled in again, and a phone sends for ever.
 */
export async function answerWritten(
  { log }: Services,
  call: Call,
  status: Extract<ContentfulStatusCode, 200 | 201>,
  read: () => Promise<object>,
): Promise<Response> {
  try {
    return call.json(await read(), status);
  } catch (error) {
    log.fault("written, and not read again", error, { request: call.get("requestId"), route: call.get("route") });
    if (isBrokenItem(error)) log.metric("BrokenItem", 1);
    return call.json({ written: true } satisfies Written, status);
  }
}
