import { EventResponse } from "../../rules/contract/api/event.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import type { Client } from "./client.ts";
import { readBoard } from "../offline/board.ts";
import type { Write } from "../offline/entry.ts";

// Apart from the client: of what a charter's record is made, the first screen needs to know nothing.

/** Reads a charter with all that is on record of it. */
export async function readCharter({ call, charters }: RecordClient, slug: string): Promise<ApiResult<EventResponse>> {
  return charters.know(await call({ path: eventPath(slug), answer: EventResponse }));
}

/** What a record is read and changed through. */
export type RecordClient = Pick<Client, "call" | "charters">;

/** Changes a charter's record. What waits is answered with the charter as it will be: 202, accepted and not done. */
export async function changeRecord(
  { send, charters }: Pick<Client, "send" | "charters">,
  write: Write,
): Promise<ApiResult<EventResponse>> {
  const result = await send(write, EventResponse);
  if (result.ok || result.kind !== "waiting") return charters.know(result);
  const before = charters.knownAs(write.slug);
  if (before === undefined) return { ok: false, kind: "offline" };
  const { lay, entries, names } = readBoard();
  return { ok: true, status: 202, data: { event: lay(before, entries, names) } };
}
