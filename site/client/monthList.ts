import type { EventsResponse } from "../../rules/contract/api/month.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import type { Source } from "../api/source.ts";
import { LIST_LOOK_MS } from "../device/deadlines.ts";
import { toMonth } from "./charters.ts";
import type { Client } from "./client.ts";

/** The list of a month, and of when it is. */
export type MonthList = EventsResponse & { readonly keptAt: string | undefined };

/** Where the screen has a month's list from, and looks for news of it: those of the days around today at once. */
export function monthListOf({ charters, look }: Client, month: string): Source<MonthList> {
  return {
    load: async () => dated(await charters.month(month)),
    look: async (known) => {
      const result = await look(toMonth(month), known);
      return result && dated(charters.knowMonth(result));
    },
    everyMs: LIST_LOOK_MS,
  };
}

function dated(result: ApiResult<EventsResponse>): ApiResult<MonthList> {
  return result.ok ? { ...result, data: { ...result.data, keptAt: result.keptAt } } : result;
}
