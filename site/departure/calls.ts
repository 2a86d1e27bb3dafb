import type { BriefingRequest, DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { Client } from "../client/client.ts";
import { changeRecord } from "../client/record.ts";
import { briefingWrite, departureWrite, type About } from "../offline/writes.ts";

/** Records the briefing, or keeps it on this device to be recorded. */
export const recordBriefing = (client: Client, slug: string, body: BriefingRequest) =>
  changeRecord(client, briefingWrite(slug, body, client.author()));

/** Records a departure, a return or a correction, or keeps it on this device. */
export const recordDeparture = (client: Client, slug: string, body: DepartureRequest, about?: About) =>
  changeRecord(client, departureWrite(slug, body, client.author(), about));
