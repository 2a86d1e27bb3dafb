import { EventResponse, REMIND_MAX } from "../../rules/contract/api/event.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import type { Client } from "../client/client.ts";

/** Mails the waiver's link to patrons who have not signed, in as many requests as it takes; the first failure ends it. */
export async function remindPatrons(
  { call }: Client,
  slug: string,
  patrons: readonly { readonly id: string }[],
): Promise<ApiResult<EventResponse>> {
  const send = (some: typeof patrons): Promise<ApiResult<EventResponse>> => {
    const body = { patrons: some.map(({ id }) => id) };
    return call({ method: "POST", path: eventPath(slug, "/reminders"), body, answer: EventResponse });
  };
  let result = await send(patrons.slice(0, REMIND_MAX));
  for (let from = REMIND_MAX; result.ok && from < patrons.length; from += REMIND_MAX)
    result = await send(patrons.slice(from, from + REMIND_MAX));
  return result;
}
