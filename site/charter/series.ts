import type { CreateEventRequest, EventResponse } from "../../rules/contract/api/event.ts";
import type { ApiFailure, Sent } from "../api/apiFetch.ts";
import { explain, type Explanation } from "../api/failure.ts";
import type { TypedCharter } from "./charterForm.ts";

/** What has become of a series so far, by day. */
export interface Series {
  /** The same for each try: what is sent again is known again. */
  readonly ids: Map<string, string>;
  /** What is on the calendar already: it is not made again, whatever became of the rest. */
  readonly made: Map<string, EventResponse>;
}

export function beginSeries(): Series {
  return { ids: new Map(), made: new Map() };
}

/**
 * Puts charters on the calendar, one after the other, and answers the first. It ends where one fails: what was made by then
 * is noted, and another call goes on after it.
 */
export async function createSeries(
  charters: readonly TypedCharter[],
  { ids, made }: Series,
  create: (request: CreateEventRequest) => Promise<Sent<EventResponse>>,
): Promise<Sent<EventResponse>> {
  for (const charter of charters) {
    if (made.has(charter.date)) continue;
    const id = ids.get(charter.date) ?? crypto.randomUUID();
    ids.set(charter.date, id);
    const result = await create({ ...charter, id });
    if (!result.ok) return result;
    made.set(charter.date, result.data);
  }
  const first = made.get(charters[0]?.date ?? "");
  if (first === undefined) throw new RangeError("A series has at least one charter.");
  return { ok: true, status: 200, data: first };
}

/** Says of a series that ended half-way how far it came. */
export function explainSeries(failure: ApiFailure, made: number, wanted: number): Explanation | undefined {
  if (made === 0) return undefined;
  const { title, detail } = explain(failure);
  return {
    title,
    detail: `${made} of ${wanted} are on the calendar, and stay. ${detail} Retry goes on with the rest.`,
  };
}
