import type { BriefingRequest, DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { Client } from "../client/client.ts";
import { briefingWrite, departureWrite, type About } from "../offline/writes.ts";

/** Records the briefing, or keeps it on this device to be recorded. */
export const recordBriefing = ({ charters, author }: Client, slug: string, body: BriefingRequest) =>
  charters.change(briefingWrite(slug, body, author()));

/** Records a departure, a return or a correction, or keeps it on this device. */
export const recordDeparture = ({ charters, author }: Client, slug: string, body: DepartureRequest, about?: About) =>
  charters.change(departureWrite(slug, body, author(), about));
