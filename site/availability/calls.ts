import {
  AvailabilityResponse,
  SetAvailabilityResponse,
  type SetAvailabilityRequest,
} from "../../rules/contract/api/availability.ts";
import type { Client } from "../client/client.ts";

const AVAILABILITY = "/api/availability";

/** Asks what was said of a month's days. */
export const readAvailability = ({ call }: Client, month: string) =>
  call({ path: `${AVAILABILITY}?month=${month}`, answer: AvailabilityResponse });

/** Says whether one can sail on a day, or takes that back. */
export const setAvailability = ({ call }: Client, date: string, body: SetAvailabilityRequest) =>
  call({ method: "PUT", path: `${AVAILABILITY}/${date}`, body, answer: SetAvailabilityResponse });
