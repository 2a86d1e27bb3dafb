import { AvailabilityResponse, SetAvailabilityRequest, SetAvailabilityResponse } from "../availability.ts";
import { CalendarLinkResponse, CalendarResponse } from "../calendar.ts";
import { COPY, STILL_RIGHT, type Operation } from "../operation.ts";
import { MONTH } from "../parameters.ts";
import { AVAILABILITY_PATH, ownAnswerPath } from "../paths/availability.ts";
import { CALENDAR_PATH, calendarFilePath } from "../paths/calendar.ts";
import { VESSELS_PATH, vesselPath } from "../paths/vessels.ts";
import { AddVesselRequest, ChangeVesselRequest, VesselsResponse } from "../vessel.ts";
import { orWritten } from "../written.ts";

/** When the crew can sail, its calendar, and what it sails. */
export const CREW_OPERATIONS = {
  listAvailability: {
    method: "GET",
    path: AVAILABILITY_PATH,
    access: "crew",
    summary: "Lists a month of one's own answers; an admin sees everybody's.",
    parameters: { month: MONTH },
    answers: { 200: { description: "The answers.", schema: AvailabilityResponse } },
    problems: { 400: ["invalid-request"] },
  },
  setOwnAnswer: {
    method: "PUT",
    path: ownAnswerPath("{date}"),
    access: "crew",
    summary: "Says whether one can sail on a day, or takes that back.",
    description: "Nobody can speak for another. The same again changes nothing.",
    body: SetAvailabilityRequest,
    answers: { 200: { description: "The answer as it is now.", schema: SetAvailabilityResponse } },
  },
  readCalendar: {
    method: "GET",
    path: CALENDAR_PATH,
    access: "crew",
    summary: "Tells since when one's own calendar link works.",
    answers: { 200: { description: "Since when; null where there is none.", schema: CalendarResponse } },
  },
  renewCalendarLink: {
    method: "POST",
    path: CALENDAR_PATH,
    access: "crew",
    summary: "Makes a new calendar link in place of the old one.",
    description: "It is answered once, and kept only as a hash: whoever has it reads the calendar without signing in.",
    answers: { 200: { description: "The link's path.", schema: CalendarLinkResponse } },
  },
  turnOffCalendar: {
    method: "DELETE",
    path: CALENDAR_PATH,
    access: "crew",
    summary: "Turns one's own calendar link off.",
    answers: { 200: { description: "It opens nothing any more.", schema: CalendarResponse } },
  },
  // Calendar programs cannot sign in: the link is the secret.
  readCalendarFile: {
    method: "GET",
    path: calendarFilePath("{file}"),
    access: "public",
    summary: "Answers the calendar that a secret link opens.",
    description: "An admin's has every charter, a crew member's those they are assigned to.",
    parameters: COPY,
    answers: {
      200: {
        description: "The charters as iCalendar, RFC 5545.",
        media: "text/calendar",
        headers: { ETag: "Names this state of the calendar." },
      },
      304: STILL_RIGHT,
    },
    problems: { 404: ["not-found"], 429: ["throttled"] },
  },
  listVessels: {
    method: "GET",
    path: VESSELS_PATH,
    access: "crew",
    summary: "Lists the company's vessels.",
    answers: { 200: { description: "By name, retired ones too.", schema: VesselsResponse } },
  },
  addVessel: {
    method: "POST",
    path: VESSELS_PATH,
    access: "admin",
    summary: "Adds a vessel.",
    body: AddVesselRequest,
    answers: {
      200: { description: "The same request added her before; the list.", schema: orWritten(VesselsResponse) },
      201: { description: "Added; the new list.", schema: orWritten(VesselsResponse) },
    },
    problems: { 409: ["conflict"] },
  },
  changeVessel: {
    method: "PATCH",
    path: vesselPath("{id}"),
    access: "admin",
    summary: "Changes a vessel, retires her or takes her back into service.",
    body: ChangeVesselRequest,
    answers: { 200: { description: "Changed; the new list.", schema: orWritten(VesselsResponse) } },
    problems: { 404: ["not-found"], 409: ["conflict", "stale-revision"] },
  },
} as const satisfies Record<string, Operation>;
