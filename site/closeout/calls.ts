import { CloseoutResponse, type CloseDayRequest } from "../../rules/contract/api/closeout.ts";
import { closeoutPath } from "../../rules/contract/api/paths/closeouts.ts";
import type { Client } from "../client/client.ts";
import type { Source } from "../api/source.ts";
import { LIST_LOOK_MS } from "../device/deadlines.ts";

/** Where a screen has a day's money from, and looks for news of it. */
export function closeoutOf({ call, look }: Client, day: string): Source<CloseoutResponse> {
  const request = { path: closeoutPath(day), answer: CloseoutResponse };
  return { load: () => call(request), look: (known) => look(request, known), everyMs: LIST_LOOK_MS };
}

/** Closes a day with what was counted. */
export const closeDay = ({ call }: Client, day: string, body: CloseDayRequest) =>
  call({ method: "POST", path: closeoutPath(day), body, answer: CloseoutResponse });
