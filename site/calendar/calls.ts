import { CalendarLinkResponse, CalendarResponse } from "../../rules/contract/api/calendar.ts";
import { CALENDAR_PATH } from "../../rules/contract/api/paths/calendar.ts";
import type { Client } from "../client/client.ts";

/** Asks since when there is a link to one's calendar. */
export const readCalendar = ({ call }: Client) => call({ path: CALENDAR_PATH, answer: CalendarResponse });

/** Makes a new link; the one before it leads nowhere from now on. */
export const renewCalendarLink = ({ call }: Client) =>
  call({ method: "POST", path: CALENDAR_PATH, answer: CalendarLinkResponse });

/** Takes the link away. */
export const turnOffCalendar = ({ call }: Client) =>
  call({ method: "DELETE", path: CALENDAR_PATH, answer: CalendarResponse });
