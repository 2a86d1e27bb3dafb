import {
  AvailabilityResponse,
  SetAvailabilityResponse,
  type SetAvailabilityRequest,
} from "../../rules/contract/api/availability.ts";
import { AVAILABILITY_PATH, ownAnswerPath } from "../../rules/contract/api/paths/availability.ts";
import type { Client } from "../client/client.ts";

/** Asks what was said of a month's days. */
export const readAvailability = ({ call }: Client, month: string) =>
  call({ path: `${AVAILABILITY_PATH}?month=${month}`, answer: AvailabilityResponse });

/** Says whether one can sail on a day, or takes that back. */
export const setAvailability = ({ call }: Client, date: string, body: SetAvailabilityRequest) =>
  call({ method: "PUT", path: ownAnswerPath(date), body, answer: SetAvailabilityResponse });
