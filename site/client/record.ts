import { EventResponse } from "../../rules/contract/api/event.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import type { Client } from "./client.ts";
import { readBoard } from "../offline/board.ts";
import type { Write } from "../offline/entry.ts";
import { forgetSent } from "../offline/sent.ts";

// Apart from the client: of what a charter's record is made, the first screen needs to know nothing.

/** Reads a charter with all that is on record of it. */
export async function readCharter({ call, charters }: RecordClient, slug: string): Promise<ApiResult<EventResponse>> {
  const { sent } = readBoard();
  const result = await call({ path: eventPath(slug), answer: EventResponse });
  if (result.ok && result.keptAt === undefined) forgetSent(result.data.event, sent);
  return charters.know(result);
}

/** What a record is read and changed through. */
export type RecordClient = Pick<Client, "call" | "charters">;

/** Changes a charter's record. What waits is answered with the charter as it was told last, on which screens lay it: 202, accepted and not done. */
export async function changeRecord(
  { send, charters }: Pick<Client, "send" | "charters">,
  write: Write,
): Promise<ApiResult<EventResponse>> {
  const result = await send(write, EventResponse);
  // Writes go one after the other: the answer to this one has all that was sent before.
  if (result.ok) forgetSent(result.data.event, readBoard().sent);
  if (result.ok || result.kind !== "waiting") return charters.know(result);
  const event = charters.knownAs(write.slug);
  return event === undefined ? { ok: false, kind: "offline" } : { ok: true, status: 202, data: { event } };
}
