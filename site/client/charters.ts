import { charterTitle } from "../../rules/charter/title.ts";
import type { EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { EVENTS_PATH } from "../../rules/contract/api/paths/events.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import { writeBoard } from "../offline/board.ts";
import type { Call } from "./asking.ts";

/** What reads the list of a month. */
export const toMonth = (month: string) => ({ path: `${EVENTS_PATH}?month=${month}`, answer: EventsResponse });

/** Makes what reads the list of a month, and knows charters as the server last told: what waits is shown with them. */
export function createCharters(call: Call) {
  const known = new Map<string, EventDetail>();
  const titles = new Map<string, string>();
  const knowMonth = (result: ApiResult<EventsResponse>): ApiResult<EventsResponse> => {
    if (result.ok) for (const event of result.data.events) titles.set(event.slug, charterTitle(event));
    return result;
  };
  return {
    month: async (month: string): Promise<ApiResult<EventsResponse>> => knowMonth(await call(toMonth(month))),
    /** Takes what the server tells of a month, and answers it. */
    knowMonth,
    /** Takes what the server tells of a charter, and answers it. */
    know: (result: ApiResult<EventResponse>): ApiResult<EventResponse> => {
      if (!result.ok) return result;
      const { event } = result.data;
      known.set(event.slug, event);
      titles.set(event.slug, charterTitle(event));
      return result;
    },
    knownAs: (slug: string): EventDetail | undefined => known.get(slug),
    /** Takes how the crew are called, for what waits to be shown with. */
    nameCrew: (crew: readonly { readonly email: string; readonly name: string }[]): void => {
      writeBoard({ names: new Map(crew.map(({ email, name }) => [email, name])) });
    },
    /** What a charter is called, if anything of it was read since the page was opened. */
    titleOf: (slug: string): string | undefined => titles.get(slug),
    patronName: (slug: string, id: string): string =>
      known.get(slug)?.manifest.find((patron) => patron.id === id)?.name ?? "a patron",
  };
}
