import { EventResponse, type RemindRequest } from "../../rules/contract/api/event.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import type { Client } from "../client/client.ts";

/** Mails the waiver's link to patrons who have not signed. */
export const remindPatrons = ({ call }: Client, slug: string, body: RemindRequest) =>
  call({ method: "POST", path: eventPath(slug, "/reminders"), body, answer: EventResponse });
