import { CloseoutResponse, type CloseDayRequest } from "../../rules/contract/api/closeout.ts";
import { closeoutPath } from "../../rules/contract/api/paths/closeouts.ts";
import type { Client } from "../client/client.ts";

/** Asks for a day's money. */
export const readCloseout = ({ call }: Client, day: string) =>
  call({ path: closeoutPath(day), answer: CloseoutResponse });

/** Closes a day with what was counted. */
export const closeDay = ({ call }: Client, day: string, body: CloseDayRequest) =>
  call({ method: "POST", path: closeoutPath(day), body, answer: CloseoutResponse });
