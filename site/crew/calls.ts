import { CrewDayResponse, type SendRosterRequest } from "../../rules/contract/api/crew.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import { CrewResponse, type AddCrewRequest } from "../../rules/contract/api/session.ts";
import { CREW_PATH, crewDayPath } from "../../rules/contract/api/paths/crew.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import type { Client } from "../client/client.ts";

/** Asks who has an account. */
export const readCrew = ({ call }: Client) => call({ path: CREW_PATH, answer: CrewResponse });

/** Gives somebody an account. */
export const addCrew = ({ call }: Client, body: AddCrewRequest) =>
  call({ method: "POST", path: CREW_PATH, body, answer: CrewResponse });

/** Asks who could sail on a day, and what stands against it. */
export const readCrewDay = ({ call }: Client, date: string) =>
  call({ path: crewDayPath(date), answer: CrewDayResponse });

/** Mails a charter's roster to everybody on it. */
export const sendRoster = ({ call }: Client, slug: string, body: SendRosterRequest) =>
  call({ method: "POST", path: eventPath(slug, "/roster"), body, answer: EventResponse });
