import { SendRosterRequest } from "../crew.ts";
import { BriefingRequest, DepartureRequest } from "../departing.ts";
import {
  AddPatronsRequest,
  ChangeEventRequest,
  ChangePatronRequest,
  CreateEventRequest,
  EventResponse,
  ReleaseMailRequest,
  RemindRequest,
} from "../event.ts";
import { EventsResponse } from "../month.ts";
import { CallOffRequest } from "../callOff.ts";
import { MoveRequest } from "../move.ts";
import { COPY, ID_PER_CHARTER, STILL_RIGHT, type Operation } from "../operation.ts";
import { MONTH, SIGNED_AT } from "../parameters.ts";
import { orWritten } from "../written.ts";
import { eventPath, EVENTS_PATH } from "../paths/events.ts";

const charter = { 200: { description: "The charter as it is now.", schema: EventResponse } } as const;
const changed = { 200: { description: "The charter as it is now.", schema: orWritten(EventResponse) } } as const;

/** Charter events: the month, a charter, its patrons, and what is done with it on its day. */
export const EVENT_OPERATIONS = {
  listEvents: {
    method: "GET",
    path: EVENTS_PATH,
    access: "crew",
    summary: "Lists the charters of a month.",
    description:
      "The ETag names the charters of yesterday, today and tomorrow, for two minutes: of other days a copy may be that old.",
    parameters: { month: MONTH, ...COPY },
    answers: {
      200: {
        description: "In order of date, then of the day's periods.",
        schema: EventsResponse,
        headers: { ETag: "Names this state of the list." },
      },
      304: STILL_RIGHT,
    },
    problems: { 400: ["invalid-request"] },
  },
  createEvent: {
    method: "POST",
    path: EVENTS_PATH,
    access: "admin",
    summary: "Creates a charter.",
    description: "Its slug follows from date, first name and period; a second Jane in a period becomes jane2.",
    body: CreateEventRequest,
    answers: {
      200: { description: "The same request created it before.", schema: orWritten(EventResponse) },
      201: { description: "Created.", schema: orWritten(EventResponse) },
    },
    problems: { 409: ["conflict"] },
  },
  readEvent: {
    method: "GET",
    path: eventPath("{slug}"),
    access: "crew",
    summary: "Reads one charter with its manifest, signatures, ledger and history.",
    description:
      "The ETag names what is stored on the charter itself, for twenty seconds: of what lies beside it, such as whether a mail is out or wanted, a copy may be that old.",
    parameters: COPY,
    answers: {
      200: { ...charter[200], headers: { ETag: "Names this state of the charter." } },
      304: STILL_RIGHT,
    },
    problems: { 404: ["not-found"] },
  },
  // It has dates of birth, which the crew's list leaves out.
  showSignedWaiver: {
    method: "GET",
    path: eventPath("{slug}", "/signatures/{id}"),
    access: "admin",
    summary: "Shows a signed waiver as the PDF that whoever signed it was mailed.",
    parameters: { signed_at: SIGNED_AT },
    answers: {
      200: {
        description: "The record, the text that was signed, and the seal, on paper.",
        media: "application/pdf",
        headers: { "Content-Disposition": "Names the file." },
      },
    },
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  changeEvent: {
    method: "PATCH",
    path: eventPath("{slug}"),
    access: "admin",
    summary: "Changes a charter's details, calls it off or opens it again.",
    description: "What is not named stays. Who is newly on the crew, or no longer, gets a mail.",
    body: ChangeEventRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict", "stale-revision"] },
  },
  moveEvent: {
    method: "POST",
    path: eventPath("{slug}", "/move"),
    access: "admin",
    summary: "Moves a charter to another day, part of day or first name.",
    description:
      "It goes by a new slug then; the old ones lead there for good. People, money and history come along, and who has signed has signed, unless they are to sign again. One that was called off is open again. Who was checked aboard, and the briefing, were of the day that it was moved from. Crew and patrons are told by mail. The same id again moves nothing twice.",
    body: MoveRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict", "stale-revision"] },
  },
  callOffEvent: {
    method: "POST",
    path: eventPath("{slug}", "/call-off"),
    access: "admin",
    summary: "Calls a charter off, with the reason and what becomes of the money.",
    description:
      "Nobody can sign its waiver then, and everything on record stays. What was paid waits as a credit until the charter is moved, or is to be refunded. Crew and patrons are told by mail. On one that is off already it says anew what becomes of the money, and patrons are told that. The same id again calls nothing off twice. Changing its status to open takes it back, and tells the same people.",
    body: CallOffRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict", "stale-revision"] },
  },
  addPatrons: {
    method: "POST",
    path: eventPath("{slug}", "/patrons"),
    access: "crew",
    summary: "Puts patrons on a charter's list, walk-ups aboard at once.",
    body: AddPatronsRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  changePatron: {
    method: "PATCH",
    path: eventPath("{slug}", "/patrons/{id}"),
    access: "crew",
    summary: "Changes a patron, checks one aboard or ashore, takes one off the list or puts one back.",
    body: ChangePatronRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  recordBriefing: {
    method: "POST",
    path: eventPath("{slug}", "/briefing"),
    access: "crew",
    summary: "Records the safety briefing, or takes it back.",
    body: BriefingRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  // The captain decides on the water: a no go is overridden by whoever is aboard, in writing, not by an office.
  recordDeparture: {
    method: "POST",
    path: eventPath("{slug}", "/departures"),
    access: "crew",
    summary: "Records a departure, that all are back, or the correction of either.",
    description: ID_PER_CHARTER,
    body: DepartureRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict", "count-differs", "list-changed", "no-go"] },
  },
  sendRoster: {
    method: "POST",
    path: eventPath("{slug}", "/roster"),
    access: "admin",
    summary: "Mails a charter's roster to everybody assigned to it once more.",
    body: SendRosterRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  remindPatrons: {
    method: "POST",
    path: eventPath("{slug}", "/reminders"),
    access: "crew",
    summary: "Mails the waiver's link to patrons who have not signed.",
    description:
      "Of those named, to whom is on the list with an address, has not signed, and has not stopped reminders. Who was mailed it within the last ten minutes is not mailed it again.",
    body: RemindRequest,
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  retryMail: {
    method: "POST",
    path: eventPath("{slug}", "/mail/retry"),
    access: "admin",
    summary: "Lets mails of a charter that were given up be tried again.",
    description: "They go out within a minute.",
    answers: changed,
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  releaseMail: {
    method: "POST",
    path: eventPath("{slug}", "/mail/withheld"),
    access: "admin",
    summary: "Sends mails about signatures that were held back, as too many had come.",
    description: "What is not held back any more is left alone. They go out within a minute.",
    body: ReleaseMailRequest,
    answers: changed,
    problems: { 404: ["not-found"] },
  },
} as const satisfies Record<string, Operation>;
