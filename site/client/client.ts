import type * as v from "valibot";

import {
  AvailabilityResponse,
  SetAvailabilityResponse,
  type SetAvailabilityRequest,
} from "../../rules/contract/api/availability.ts";
import { CloseoutResponse, type CloseDayRequest } from "../../rules/contract/api/closeout.ts";
import { CalendarLinkResponse, CalendarResponse } from "../../rules/contract/api/calendar.ts";
import { CrewDayResponse, type SendRosterRequest } from "../../rules/contract/api/crew.ts";
import type { BriefingRequest, DepartureRequest } from "../../rules/contract/api/departure.ts";
import {
  EventResponse,
  EventsResponse,
  type AddPatronsRequest,
  type ChangeEventRequest,
  type ChangePatronRequest,
  type EventDetail,
  type CreateEventRequest,
} from "../../rules/contract/api/event.ts";
import {
  LedgerResponse,
  ReceiptResponse,
  type LogPaymentRequest,
  type RefundRequest,
  type ReversalRequest,
  type SendReceiptRequest,
} from "../../rules/contract/api/payment.ts";
import {
  CrewResponse,
  SessionResponse,
  type AddCrewRequest,
  type SignInRequest,
} from "../../rules/contract/api/session.ts";
import { VesselsResponse, type AddVesselRequest, type ChangeVesselRequest } from "../../rules/contract/api/vessel.ts";
import {
  PreviewResponse,
  WaiverTextsResponse,
  WaiverVersionResponse,
  type PreviewRequest,
  type PublishRequest,
  type SaveDraftRequest,
} from "../../rules/contract/api/waiverText.ts";
import { apiFetch, type ApiRequest, type ApiResult, type Sent } from "../api/apiFetch.ts";
import { keepOnDevice } from "../offline/connection.ts";
import { untilIdle } from "../device/idle.ts";
import { announceNews, readBoard, writeBoard } from "../offline/board.ts";
import type { Delivery } from "../offline/deliver.ts";
import type { Listener } from "../offline/desk.ts";
import type { Write } from "../offline/entry.ts";
import { forgetEverythingKept } from "../offline/kept.ts";
import { withWaiting } from "../offline/overlay.ts";
import {
  addPatronsWrite,
  briefingWrite,
  changePatronWrite,
  departureWrite,
  paymentWrite,
  type Author,
} from "../offline/writes.ts";

/** Lists what the dashboard asks of the server. `open` opens the queue of writes; `onSignedOut` hears of every 401 but the sign-in's own. */
export function createClient(open: (listener: Listener) => Promise<Delivery>, onSignedOut: () => void) {
  let opened: Promise<Delivery> | undefined;
  let author: Author = { by: "", by_name: "", currency: "USD", newId: () => crypto.randomUUID() };
  const readPaths = new Set<string>();
  async function call<T>(request: ApiRequest<T>): Promise<ApiResult<T>> {
    if (request.method === undefined) readPaths.add(request.path);
    const result = await apiFetch(request);
    if (!result.ok && result.kind === "problem" && result.status === 401) onSignedOut();
    if (result.ok && result.keptAt !== readBoard().keptAt) writeBoard({ keptAt: result.keptAt });
    return result;
  }
  /** The queue comes after the first screen: it is not needed to show one. */
  async function delivery(): Promise<Delivery> {
    opened ??= openForAuthor().catch((fault: unknown) => {
      opened = undefined;
      throw fault;
    });
    return opened;
  }
  /** The first write may open it before `meet` does: it must know by then whose writes may go. */
  async function openForAuthor(): Promise<Delivery> {
    const queue = await open({
      onEntries: (entries) => {
        writeBoard({ entries });
      },
      onNews: announceNews,
      onSignedOut,
    });
    await queue.setAccount(author.by === "" ? null : author.by);
    return queue;
  }
  /** Sends a write now or, where that does not work, as soon as it does. */
  async function send<T>(write: Write, answer: v.GenericSchema<unknown, T>): Promise<Sent<T>> {
    const queue = await delivery().catch(() => undefined);
    // Without a queue (no storage in this browser, or its script did not load) a write is sent as any other request.
    return queue === undefined
      ? call({ method: write.method, path: write.path, body: write.body, answer })
      : queue.send(write, answer);
  }
  function meet(result: ApiResult<SessionResponse>): ApiResult<SessionResponse> {
    if (!result.ok) return result;
    const { account, company } = result.data;
    author = { ...author, by: account?.email ?? "", by_name: account?.name ?? "", currency: company.currency };
    void untilIdle()
      .then(delivery)
      .then(async (queue) => {
        await queue.setAccount(account?.email ?? null);
        await queue.push();
      })
      .catch(() => undefined);
    return result;
  }
  /** The charters as the server last told, to show them with what waits. */
  const known = new Map<string, EventDetail>();
  function know(result: ApiResult<EventResponse>): ApiResult<EventResponse> {
    if (result.ok) known.set(result.data.event.slug, result.data.event);
    return result;
  }
  /** Changes a charter. A change that waits is answered with the charter as it will be: 202, accepted and not done. */
  async function change(write: Write): Promise<ApiResult<EventResponse>> {
    const result = await send(write, EventResponse);
    if (result.ok || result.kind !== "waiting") return know(result);
    const before = known.get(write.slug);
    if (before === undefined) return { ok: false, kind: "offline" };
    return { ok: true, status: 202, data: { event: withWaiting(before, readBoard().entries) } };
  }
  const nameOf = (slug: string, id: string): string =>
    known.get(slug)?.manifest.find((patron) => patron.id === id)?.name ?? "a patron";
  const event = (slug: string): string => `/api/event/${slug}`;
  return {
    session: async () => meet(await call({ path: "/api/session", answer: SessionResponse })),
    signIn: async (body: SignInRequest) => {
      const result = meet(await apiFetch({ method: "POST", path: "/api/session", body, answer: SessionResponse }));
      // A page that is opened without a signal asks who is signed in before anything else.
      if (result.ok) keepOnDevice(["/api/session"]);
      return result;
    },
    /** Signs out and wipes what was kept to be shown. What waits to be sent stays: it goes out when its author signs in again. */
    signOut: async () => {
      const result = meet(await call({ method: "DELETE", path: "/api/session", answer: SessionResponse }));
      if (result.ok) await forgetEverythingKept();
      return result;
    },
    /** What was read since the page was opened. */
    readPaths: () => [...readPaths],
    /** What waits on this device, to be tried again or given up. */
    queue: delivery,
    crew: () => call({ path: "/api/crew", answer: CrewResponse }),
    addCrew: (body: AddCrewRequest) => call({ method: "POST", path: "/api/crew", body, answer: CrewResponse }),
    crewDay: (date: string) => call({ path: `/api/crew/day/${date}`, answer: CrewDayResponse }),
    availability: (month: string) => call({ path: `/api/availability?month=${month}`, answer: AvailabilityResponse }),
    setAvailability: (date: string, body: SetAvailabilityRequest) =>
      call({ method: "PUT", path: `/api/availability/${date}`, body, answer: SetAvailabilityResponse }),
    calendar: () => call({ path: "/api/calendar", answer: CalendarResponse }),
    newCalendarLink: () => call({ method: "POST", path: "/api/calendar", answer: CalendarLinkResponse }),
    turnOffCalendar: () => call({ method: "DELETE", path: "/api/calendar", answer: CalendarResponse }),
    vessels: () => call({ path: "/api/vessels", answer: VesselsResponse }),
    addVessel: (body: AddVesselRequest) =>
      call({ method: "POST", path: "/api/vessels", body, answer: VesselsResponse }),
    changeVessel: (id: string, body: ChangeVesselRequest) =>
      call({ method: "PATCH", path: `/api/vessels/${id}`, body, answer: VesselsResponse }),
    waiverTexts: () => call({ path: "/api/waiver-texts", answer: WaiverTextsResponse }),
    waiverVersion: (version: string) => call({ path: `/api/waiver-texts/${version}`, answer: WaiverVersionResponse }),
    previewWaiver: (body: PreviewRequest) =>
      call({ method: "POST", path: "/api/waiver-texts/preview", body, answer: PreviewResponse }),
    saveWaiverDraft: (body: SaveDraftRequest) =>
      call({ method: "PATCH", path: "/api/waiver-texts/draft", body, answer: WaiverTextsResponse }),
    publishWaiver: (body: PublishRequest) =>
      call({ method: "POST", path: "/api/waiver-texts", body, answer: WaiverTextsResponse }),
    events: (month: string) => call({ path: `/api/events?month=${month}`, answer: EventsResponse }),
    createEvent: (body: CreateEventRequest) =>
      call({ method: "POST", path: "/api/events", body, answer: EventResponse }),
    event: async (slug: string) => know(await call({ path: event(slug), answer: EventResponse })),
    changeEvent: (slug: string, body: ChangeEventRequest) =>
      call({ method: "PATCH", path: event(slug), body, answer: EventResponse }),
    addPatrons: (slug: string, body: AddPatronsRequest) => change(addPatronsWrite(slug, body, author)),
    changePatron: (slug: string, id: string, body: ChangePatronRequest) =>
      change(changePatronWrite(slug, { id, name: nameOf(slug, id) }, body, author)),
    recordBriefing: (slug: string, body: BriefingRequest) => change(briefingWrite(slug, body, author)),
    recordDeparture: (slug: string, body: DepartureRequest) => change(departureWrite(slug, body, author)),

    sendRoster: (slug: string, body: SendRosterRequest) =>
      call({ method: "POST", path: `${event(slug)}/roster`, body, answer: EventResponse }),
    retryMail: (slug: string) => call({ method: "POST", path: `${event(slug)}/mail/retry`, answer: EventResponse }),
    logPayment: (body: LogPaymentRequest) => send(paymentWrite(body, author), LedgerResponse),
    refund: (body: RefundRequest) =>
      call({ method: "POST", path: "/api/payment/refund", body, answer: LedgerResponse }),
    reverse: (body: ReversalRequest) =>
      call({ method: "POST", path: "/api/payment/reversal", body, answer: LedgerResponse }),
    sendReceipt: (body: SendReceiptRequest) =>
      call({ method: "POST", path: "/api/payment/receipt", body, answer: ReceiptResponse }),
    closeout: (day: string) => call({ path: `/api/closeouts/${day}`, answer: CloseoutResponse }),
    closeDay: (day: string, body: CloseDayRequest) =>
      call({ method: "POST", path: `/api/closeouts/${day}`, body, answer: CloseoutResponse }),
  };
}

export type Client = ReturnType<typeof createClient>;
