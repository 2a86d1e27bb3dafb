import { CrewDayResponse, type SendRosterRequest } from "../../rules/contract/api/crew.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import type { SetPinRequest } from "../../rules/contract/api/kiosk.ts";
import { AskedResponse } from "../../rules/contract/api/link.ts";
import { KIOSK_PIN_PATH } from "../../rules/contract/api/paths/kiosk.ts";
import {
  CrewResponse,
  SessionResponse,
  type AddCrewRequest,
  type ChangeCrewRequest,
} from "../../rules/contract/api/session.ts";
import {
  CREW_PATH,
  crewDayPath,
  crewLinkPath,
  crewMemberPath,
  crewSessionsPath,
} from "../../rules/contract/api/paths/crew.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import type { Client } from "../client/client.ts";

/** Asks who has an account. */
export const readCrew = ({ call }: Client) => call({ path: CREW_PATH, answer: CrewResponse });

/** Gives somebody an account. */
export const addCrew = ({ call }: Client, body: AddCrewRequest) =>
  call({ method: "POST", path: CREW_PATH, body, answer: CrewResponse });

/** Sets what a crew member may do besides, mails them a link, and signs them out everywhere. */
export const changeMember = ({ call }: Client, key: string, body: ChangeCrewRequest) =>
  call({ method: "PATCH", path: crewMemberPath(key), body, answer: CrewResponse });
export const mailLink = ({ call }: Client, key: string) =>
  call({ method: "POST", path: crewLinkPath(key), answer: AskedResponse });
export const endMemberSessions = ({ call }: Client, key: string) =>
  call({ method: "DELETE", path: crewSessionsPath(key), answer: CrewResponse });

/** Sets the kiosk's PIN, and takes it away. */
export const setKioskPin = ({ call }: Client, body: SetPinRequest) =>
  call({ method: "PUT", path: KIOSK_PIN_PATH, body, answer: SessionResponse });
export const removeKioskPin = ({ call }: Client) =>
  call({ method: "DELETE", path: KIOSK_PIN_PATH, answer: SessionResponse });

/** Asks who could sail on a day, and what stands against it; it names everybody, for what waits to be shown with. */
export async function readCrewDay({ call, charters }: Client, date: string): Promise<ApiResult<CrewDayResponse>> {
  const result = await call({ path: crewDayPath(date), answer: CrewDayResponse });
  if (result.ok) charters.nameCrew(result.data.crew);
  return result;
}

/** Mails a charter's roster to everybody on it. */
export const sendRoster = ({ call }: Client, slug: string, body: SendRosterRequest) =>
  call({ method: "POST", path: eventPath(slug, "/roster"), body, answer: EventResponse });
