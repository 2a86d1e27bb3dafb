import { charterTitle } from "../../rules/charter/title.ts";
import { EventResponse, EventsResponse, type EventDetail } from "../../rules/contract/api/event.ts";
import { eventPath, EVENTS_PATH } from "../../rules/contract/api/paths/events.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import { writeBoard } from "../offline/board.ts";
import type { Write } from "../offline/entry.ts";
import type { Call } from "./asking.ts";
import type { Send } from "./sending.ts";

/** Makes what reads charters and changes them, and knows them as the server last told: they are shown with what waits. */
export function createCharters(call: Call, send: Send) {
  const known = new Map<string, EventDetail>();
  const titles = new Map<string, string>();
  function know(result: ApiResult<EventResponse>): ApiResult<EventResponse> {
    if (!result.ok) return result;
    const { event } = result.data;
    known.set(event.slug, event);
    titles.set(event.slug, charterTitle(event));
    return result;
  }
  return {
    month: async (month: string): Promise<ApiResult<EventsResponse>> => {
      const result = await call({ path: `${EVENTS_PATH}?month=${month}`, answer: EventsResponse });
      if (result.ok) for (const event of result.data.events) titles.set(event.slug, charterTitle(event));
      return result;
    },
    read: async (slug: string) => know(await call({ path: eventPath(slug), answer: EventResponse })),
    /** A change that waits is answered with the charter as it was told last, on which screens lay what waits: 202, accepted and not done. */
    change: async (write: Write): Promise<ApiResult<EventResponse>> => {
      const result = await send(write, EventResponse);
      if (result.ok || result.kind !== "waiting") return know(result);
      const event = known.get(write.slug);
      return event === undefined ? { ok: false, kind: "offline" } : { ok: true, status: 202, data: { event } };
    },
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
