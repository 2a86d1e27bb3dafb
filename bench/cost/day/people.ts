import { randomUUID } from "node:crypto";

import { EventResponse, EventsResponse, type EventDetail } from "../../../rules/api/event.ts";
import { LedgerResponse, type LogPaymentRequest } from "../../../rules/api/payment.ts";
import { CrewResponse, SessionResponse, type SignInRequest } from "../../../rules/api/session.ts";
import { SignResponse } from "../../../rules/api/signing.ts";
import type { SignRequest } from "../../../rules/api/waiver.ts";
import { waiverPath } from "../../../rules/slug.ts";
import type { Phone } from "./phone.ts";

/** What one tap in the dashboard asks of the server: each function names the screen that it was read from. */

/** Opens the app: the page, who is signed in, and the month (site/screens/App.tsx, Month.tsx). */
export async function openApp(phone: Phone, month: string): Promise<void> {
  await phone.open("/");
  await phone.call({ path: "/api/session", answer: SessionResponse });
  await seeMonth(phone, month);
}

/** Opens the app where nobody is signed in yet, and signs in (site/screens/SignIn.tsx). */
export async function signIn(phone: Phone, { email, password }: SignInRequest, month: string): Promise<void> {
  await phone.open("/");
  await phone.call({ path: "/api/session", answer: SessionResponse });
  await phone.call({ method: "POST", path: "/api/session", body: { email, password }, answer: SessionResponse });
  await seeMonth(phone, month);
}

/** Looks at the month, or goes back to it (site/screens/Month.tsx). */
export async function seeMonth(phone: Phone, month: string): Promise<void> {
  await phone.call({ path: `/api/events?month=${month}`, answer: EventsResponse });
}

/** Opens a charter's page (site/screens/Charter.tsx). */
export async function seeCharter(phone: Phone, slug: string): Promise<EventDetail> {
  return (await phone.call({ path: `/api/event/${slug}`, answer: EventResponse })).event;
}

/** Puts the charter on the calendar; its page opens by itself (site/screens/NewCharter.tsx). */
export async function createCharter(phone: Phone, charter: object): Promise<string> {
  const { event } = await phone.call({ method: "POST", path: "/api/events", body: { id: randomUUID(), ...charter }, answer: EventResponse });
  await seeCharter(phone, event.slug);
  return event.slug;
}

/** Pastes a list of names; it is one request (site/components/AddPatrons.tsx). */
export async function addPatrons(phone: Phone, slug: string, names: readonly string[]): Promise<void> {
  const body = { patrons: names.map((name) => ({ id: randomUUID(), name })), at: new Date().toISOString() };
  await phone.call({ method: "POST", path: `/api/event/${slug}/patrons`, body, answer: EventResponse });
}

/** Says who sails, in the edit dialog (site/screens/EditCharter.tsx, CrewChoices.tsx). */
export async function assignCrew(phone: Phone, slug: string, revision: number, crew: readonly string[]): Promise<void> {
  await phone.call({ path: "/api/crew", answer: CrewResponse });
  await phone.call({ method: "PATCH", path: `/api/event/${slug}`, body: { revision, crew }, answer: EventResponse });
}

/** Checks everybody aboard, one by one (site/components/Manifest.tsx). */
export async function checkAboard(phone: Phone, slug: string): Promise<void> {
  const { manifest } = await seeCharter(phone, slug);
  for (const { id } of manifest) {
    await phone.call({ method: "PATCH", path: `/api/event/${slug}/patrons/${id}`, body: { aboard: true, at: new Date().toISOString() }, answer: EventResponse });
  }
}

/** Logs a payment from the charter's page: the dialog loads names and charters, then the page loads again (site/screens/LogPayment.tsx). */
export async function logPayment(phone: Phone, payment: Omit<LogPaymentRequest, "id" | "timestamp">, now: Date): Promise<void> {
  await seeCharter(phone, payment.event);
  await seeMonth(phone, payment.event.slice(0, "YYYY-MM".length));
  const body = { id: randomUUID(), timestamp: now.toISOString(), ...payment };
  await phone.call({ method: "POST", path: "/api/payment/log", body, answer: LedgerResponse });
  await seeCharter(phone, payment.event);
}

/** Signs the waiver on the page that is open (site/waiver/main.ts). */
export async function signWaiver(phone: Phone, slug: string, request: SignRequest): Promise<void> {
  await phone.call({ method: "POST", path: waiverPath(slug), body: request, answer: SignResponse });
}
