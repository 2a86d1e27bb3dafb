import { randomUUID } from "node:crypto";

import { CrewDayResponse } from "../../../rules/contract/api/crew.ts";
import { EventResponse, type CreateEventRequest, type EventDetail } from "../../../rules/contract/api/event.ts";
import { EventsResponse } from "../../../rules/contract/api/month.ts";
import { LedgerResponse, type LogPaymentRequest } from "../../../rules/contract/api/payment.ts";
import { SessionResponse, type SignInRequest } from "../../../rules/contract/api/session.ts";
import { SignResponse } from "../../../rules/contract/api/signing.ts";
import { VesselsResponse } from "../../../rules/contract/api/vessel.ts";
import type { SignRequest } from "../../../rules/contract/api/waiver.ts";
import { monthOf } from "../../../rules/time/dates.ts";
import { LANGUAGES } from "../../../rules/words/language.ts";
import { waiverPath } from "../../../rules/contract/slug.ts";
import { LOOK_MS } from "../../../site/device/deadlines.ts";
import type { Phone } from "./phone.ts";

/** What one tap in the dashboard asks of the server: each function names the screen that it was read from. */

/** Opens the app: the page, who is signed in, the service worker and the month (site/app/App.tsx, site/month/Month.tsx). */
export async function openApp(phone: Phone, month: string): Promise<SessionResponse> {
  const session = await openPage(phone);
  await seeMonth(phone, month);
  return session;
}

/** Opens the app where nobody is signed in yet, and signs in (site/session/SignIn.tsx). */
export async function signIn(phone: Phone, { email, password }: SignInRequest, month: string): Promise<void> {
  await openPage(phone);
  await phone.call({ method: "POST", path: "/api/session", body: { email, password }, answer: SessionResponse });
  await seeMonth(phone, month);
}

/** Once a worker is in charge that was not there before, the session is asked for again, to be kept (site/offline/connection.ts). */
async function openPage(phone: Phone): Promise<SessionResponse> {
  await phone.open("/");
  const ask = () => phone.call({ path: "/api/session", answer: SessionResponse });
  const session = await ask();
  return (await phone.refreshWorker()) ? ask() : session;
}

/** Looks at the month, or goes back to it (site/month/Month.tsx). */
export async function seeMonth(phone: Phone, month: string): Promise<void> {
  await phone.call({ path: `/api/events?month=${month}`, answer: EventsResponse });
}

/** Keeps a charter's page open for a minute in which nothing happens (site/offline/keepLooking.ts). */
export function watchCharter(phone: Phone, slug: string): Promise<void> {
  return phone.lookAgain({ path: `/api/event/${slug}`, answer: EventResponse }, MINUTE_MS / LOOK_MS);
}

const MINUTE_MS = 60_000;

/** Opens a charter's page, which keeps the waiver for a kiosk without a signal (site/charter/Charter.tsx, site/kiosk/SignHere.tsx). */
export async function seeCharter(phone: Phone, slug: string): Promise<EventDetail> {
  const event = await refresh(phone, slug);
  for (const query of ["?kiosk", ...LANGUAGES.map((language) => `?kiosk&lang=${language}`)])
    await phone.keep(waiverPath(slug) + query);
  return event;
}

/** Loads an open charter's page again, as each write does that went through the queue (site/offline/delivery.ts, site/crew/CrewCard.tsx). */
async function refresh(phone: Phone, slug: string): Promise<EventDetail> {
  await seeCrewDay(phone, slug.slice(0, "YYYY-MM-DD".length));
  return (await phone.call({ path: `/api/event/${slug}`, answer: EventResponse })).event;
}

async function seeCrewDay(phone: Phone, date: string): Promise<void> {
  await phone.call({ path: `/api/crew/day/${date}`, answer: CrewDayResponse });
}

/** What the form of a charter's details loads (site/vessels/VesselField.tsx, site/crew/CrewChoices.tsx). */
async function openDetails(phone: Phone, date: string): Promise<void> {
  await phone.call({ path: "/api/vessels", answer: VesselsResponse });
  await seeCrewDay(phone, date);
}

/** Puts the charter on the calendar; its page opens by itself (site/charter/NewCharter.tsx). */
export async function createCharter(phone: Phone, charter: CreateEventRequest): Promise<string> {
  await openDetails(phone, charter.date);
  const { event } = await phone.call({ method: "POST", path: "/api/events", body: charter, answer: EventResponse });
  await seeCharter(phone, event.slug);
  return event.slug;
}

/** Pastes a list of names; it is one request (site/manifest/AddPatrons.tsx). */
export async function addPatrons(phone: Phone, slug: string, names: readonly string[]): Promise<void> {
  const patrons = names.map((name) => ({ id: randomUUID(), name }));
  await write(phone, slug, "POST", "/patrons", { patrons });
}

/** Says who sails, in the edit dialog (site/charter/EditCharter.tsx, site/crew/CrewChoices.tsx). */
export async function assignCrew(phone: Phone, slug: string, revision: number, crew: readonly string[]): Promise<void> {
  const date = slug.slice(0, "YYYY-MM-DD".length);
  await openDetails(phone, date);
  await phone.call({ method: "PATCH", path: `/api/event/${slug}`, body: { revision, crew }, answer: EventResponse });
  await seeCrewDay(phone, date);
}

/** Sends one write of a charter's page through the queue; when it was taken, the page is loaded again. */
export async function write(
  phone: Phone,
  slug: string,
  method: "POST" | "PATCH",
  path: string,
  body: object,
): Promise<void> {
  const at = new Date().toISOString();
  await phone.call({ method, path: `/api/event/${slug}${path}`, body: { ...body, at }, answer: EventResponse });
  await refresh(phone, slug);
}

/**
 * Logs a payment on the charter's open page. The dialog loads the month for its list of charters, and again with what
 * the queue tells before it closes; the page loads for the queue and for the dialog (site/payments/LogPayment.tsx).
 */
export async function logPayment(phone: Phone, payment: Omit<LogPaymentRequest, "id" | "timestamp">): Promise<void> {
  await seeMonth(phone, monthOf(payment.event));
  const body = { id: randomUUID(), timestamp: new Date().toISOString(), ...payment };
  await phone.call({ method: "POST", path: "/api/payment/log", body, answer: LedgerResponse });
  await refresh(phone, payment.event);
  await phone.call({ path: `/api/event/${payment.event}`, answer: EventResponse });
  await seeMonth(phone, monthOf(payment.event));
}

/** Signs the waiver on the page that is open (site/waiver/main.ts). */
export async function signWaiver(phone: Phone, slug: string, request: SignRequest): Promise<void> {
  await phone.call({ method: "POST", path: waiverPath(slug), body: request, answer: SignResponse });
}
