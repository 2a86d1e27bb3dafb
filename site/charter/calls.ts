import {
  EventResponse,
  type ChangeEventRequest,
  type CreateEventRequest,
  type ReleaseMailRequest,
} from "../../rules/contract/api/event.ts";
import type { CallOffRequest } from "../../rules/contract/api/callOff.ts";
import type { MoveRequest } from "../../rules/contract/api/move.ts";
import { eventPath, EVENTS_PATH } from "../../rules/contract/api/paths/events.ts";
import type { Client } from "../client/client.ts";

/** Puts a charter on the calendar. */
export const createCharter = ({ call }: Client, body: CreateEventRequest) =>
  call({ method: "POST", path: EVENTS_PATH, body, answer: EventResponse });

/** Changes a charter's details, its crew or its status. */
export const changeCharter = ({ call }: Client, slug: string, body: ChangeEventRequest) =>
  call({ method: "PATCH", path: eventPath(slug), body, answer: EventResponse });

/** Moves a charter to another day, part of the day or name. */
export const moveCharter = ({ call }: Client, slug: string, body: MoveRequest) =>
  call({ method: "POST", path: eventPath(slug, "/move"), body, answer: EventResponse });

/** Queues again the mails of a charter that could not be sent. */
export const retryMail = ({ call }: Client, slug: string) =>
  call({ method: "POST", path: eventPath(slug, "/mail/retry"), answer: EventResponse });

/** Queues the mails about signatures that were held back. */
export const releaseMail = ({ call }: Client, slug: string, body: ReleaseMailRequest) =>
  call({ method: "POST", path: eventPath(slug, "/mail/withheld"), body, answer: EventResponse });

/** Calls a charter off, or says anew what becomes of the money. */
export const callOffCharter = ({ call }: Client, slug: string, body: CallOffRequest) =>
  call({ method: "POST", path: eventPath(slug, "/call-off"), body, answer: EventResponse });
