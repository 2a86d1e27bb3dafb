import { EventResponse, type EventDetail } from "../../rules/contract/api/event.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import type { ApiResult, Look } from "../api/apiFetch.ts";
import type { Source } from "../api/source.ts";
import { LOOK_MS } from "../device/deadlines.ts";
import type { Client } from "./client.ts";
import { readBoard } from "../offline/board.ts";
import type { Entry, Write } from "../offline/entry.ts";
import { forgetSent } from "../offline/sent.ts";

// Apart from the client: of what a charter's record is made, the first screen needs to know nothing.

/** Reads a charter with all that is on record of it. */
export async function readCharter({ call, charters }: RecordClient, slug: string): Promise<ApiResult<EventResponse>> {
  const { sent } = readBoard();
  return knowRead(charters, await call(toCharter(slug)), sent);
}

/** Looks for news of a charter. */
async function lookAtCharter(
  { look, charters }: Pick<Client, "look" | "charters">,
  slug: string,
  known: Look,
): Promise<ApiResult<EventResponse> | undefined> {
  const { sent } = readBoard();
  const result = await look(toCharter(slug), known);
  return result === undefined ? undefined : knowRead(charters, result, sent);
}

const toCharter = (slug: string) => ({ path: eventPath(slug), answer: EventResponse });

/** `sent`: what had been sent when it was asked for. */
function knowRead(
  charters: Client["charters"],
  result: ApiResult<EventResponse>,
  sent: readonly Entry[],
): ApiResult<EventResponse> {
  if (result.ok && result.keptAt === undefined) forgetSent(result.data.event, sent);
  return charters.know(result);
}

/** Where a screen has a charter's record from, and looks for news of it. */
export function recordOf(client: Pick<Client, "call" | "look" | "charters">, slug: string): Source<EventDetail> {
  return {
    load: async () => toRecord(await readCharter(client, slug)),
    look: async (known) => {
      const result = await lookAtCharter(client, slug, known);
      return result && toRecord(result);
    },
    everyMs: LOOK_MS,
  };
}

function toRecord(result: ApiResult<EventResponse>): ApiResult<EventDetail> {
  return result.ok ? { ...result, data: result.data.event } : result;
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
