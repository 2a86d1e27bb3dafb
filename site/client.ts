import {
  EventResponse, EventsResponse,
  type AddPatronRequest, type ChangeEventRequest, type ChangePatronRequest, type CreateEventRequest,
} from "../rules/api/event.ts";
import {
  LedgerResponse, ReceiptResponse,
  type LogPaymentRequest, type RefundRequest, type ReversalRequest, type SendReceiptRequest,
} from "../rules/api/payment.ts";
import { CrewResponse, SessionResponse, type AddCrewRequest, type SignInRequest } from "../rules/api/session.ts";
import { VesselsResponse, type AddVesselRequest, type ChangeVesselRequest } from "../rules/api/vessel.ts";
import { apiFetch, type ApiRequest, type ApiResult } from "./api.ts";

/** Lists what the dashboard asks of the server. `onSignedOut` hears of every 401 but the sign-in's own. */
export function createClient(onSignedOut: () => void) {
  async function call<T>(request: ApiRequest<T>): Promise<ApiResult<T>> {
    const result = await apiFetch(request);
    if (!result.ok && result.kind === "problem" && result.status === 401) onSignedOut();
    return result;
  }
  const event = (slug: string): string => `/api/event/${slug}`;
  return {
    session: () => call({ path: "/api/session", answer: SessionResponse }),
    signIn: (body: SignInRequest) => apiFetch({ method: "POST", path: "/api/session", body, answer: SessionResponse }),
    signOut: () => call({ method: "DELETE", path: "/api/session", answer: SessionResponse }),
    crew: () => call({ path: "/api/crew", answer: CrewResponse }),
    addCrew: (body: AddCrewRequest) => call({ method: "POST", path: "/api/crew", body, answer: CrewResponse }),
    vessels: () => call({ path: "/api/vessels", answer: VesselsResponse }),
    addVessel: (body: AddVesselRequest) => call({ method: "POST", path: "/api/vessels", body, answer: VesselsResponse }),
    changeVessel: (id: string, body: ChangeVesselRequest) =>
      call({ method: "PATCH", path: `/api/vessels/${id}`, body, answer: VesselsResponse }),
    events: (month: string) => call({ path: `/api/events?month=${month}`, answer: EventsResponse }),
    createEvent: (body: CreateEventRequest) => call({ method: "POST", path: "/api/events", body, answer: EventResponse }),
    event: (slug: string) => call({ path: event(slug), answer: EventResponse }),
    changeEvent: (slug: string, body: ChangeEventRequest) =>
      call({ method: "PATCH", path: event(slug), body, answer: EventResponse }),
    addPatron: (slug: string, body: AddPatronRequest) =>
      call({ method: "POST", path: `${event(slug)}/patrons`, body, answer: EventResponse }),
    changePatron: (slug: string, id: string, body: ChangePatronRequest) =>
      call({ method: "PATCH", path: `${event(slug)}/patrons/${id}`, body, answer: EventResponse }),
    removePatron: (slug: string, id: string) =>
      call({ method: "DELETE", path: `${event(slug)}/patrons/${id}`, answer: EventResponse }),

    retryMail: (slug: string) => call({ method: "POST", path: `${event(slug)}/mail/retry`, answer: EventResponse }),
    logPayment: (body: LogPaymentRequest) => call({ method: "POST", path: "/api/payment/log", body, answer: LedgerResponse }),
    refund: (body: RefundRequest) => call({ method: "POST", path: "/api/payment/refund", body, answer: LedgerResponse }),
    reverse: (body: ReversalRequest) => call({ method: "POST", path: "/api/payment/reversal", body, answer: LedgerResponse }),
    sendReceipt: (body: SendReceiptRequest) => call({ method: "POST", path: "/api/payment/receipt", body, answer: ReceiptResponse }),
  };
}

export type Client = ReturnType<typeof createClient>;
