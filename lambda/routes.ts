import { getAvailability, putAvailability } from "./availability/handlers.ts";
import { getCloseout, postCloseout } from "./closeouts/handlers.ts";
import { deleteCalendar, getCalendar, getCalendarFile, postCalendar } from "./calendar/handlers.ts";
import { getCrewDay } from "./crew/day.ts";
import { addCrew, listCrew } from "./crew/handlers.ts";
import { postRoster } from "./crew/rosterHandlers.ts";
import { getEvent, listMonth, patchEvent, postEvent } from "./events/handlers.ts";
import { postBriefing, postDeparture } from "./departures/handlers.ts";
import { patchPatron, postPatrons } from "./patrons/handlers.ts";
import { readHealth } from "./health/handlers.ts";
import type { Call, Route } from "./http/route.ts";
import { postMailRetry } from "./outbox/handlers.ts";
import { getPaymentsCsv } from "./payments/csv.ts";
import { postPayment, postReceipt, postRefund, postReversal } from "./payments/handlers.ts";
import { getStopReminders } from "./reminders/handlers.ts";
import type { Services } from "./services.ts";
import { createSession, deleteSession, readSession } from "./session/handlers.ts";
import { getVessels, patchVessel, postVessel } from "./vessels/handlers.ts";
import { getWaiver, postWaiver } from "./waiver/handlers.ts";
import { getWaiverTexts, getWaiverVersion, patchDraft, postPreview, postWaiverText } from "./waiverTexts/handlers.ts";
import { stopRemindersPath } from "../rules/contract/api/paths.ts";
import type { Account } from "../rules/contract/api/session.ts";

type Handler = (services: Services, call: Call, account: Account) => Promise<Response>;
type PublicHandler = (services: Services, call: Call) => Promise<Response>;

/** Lists every route with who may use it: the one place that says so, enforced by app.ts and walked by the tests. */
export function routeTable(services: Services): readonly Route[] {
  const open = (handle: PublicHandler) => (call: Call) => handle(services, call);
  const known = (handle: Handler) => (call: Call, account: Account) => handle(services, call, account);
  return [
    { method: "GET", path: "/api/health", access: "public", handle: open(readHealth) },

    { method: "GET", path: "/api/session", access: "public", handle: open(readSession) },
    { method: "POST", path: "/api/session", access: "public", handle: open(createSession) },
    { method: "DELETE", path: "/api/session", access: "public", handle: open(deleteSession) },

    { method: "GET", path: "/api/crew", access: "crew", handle: known(listCrew) },
    { method: "POST", path: "/api/crew", access: "admin", handle: known(addCrew) },

    { method: "GET", path: "/api/crew/day/:date", access: "crew", handle: known(getCrewDay) },
    { method: "GET", path: "/api/availability", access: "crew", handle: known(getAvailability) },
    { method: "PUT", path: "/api/availability/:date", access: "crew", handle: known(putAvailability) },
    { method: "GET", path: "/api/calendar", access: "crew", handle: known(getCalendar) },
    { method: "POST", path: "/api/calendar", access: "crew", handle: known(postCalendar) },
    { method: "DELETE", path: "/api/calendar", access: "crew", handle: known(deleteCalendar) },
    // Calendar programs cannot sign in: the link is the secret.
    { method: "GET", path: "/api/calendar/:file", access: "public", handle: open(getCalendarFile) },
    { method: "GET", path: "/api/vessels", access: "crew", handle: known(getVessels) },
    { method: "POST", path: "/api/vessels", access: "admin", handle: known(postVessel) },
    { method: "PATCH", path: "/api/vessels/:id", access: "admin", handle: known(patchVessel) },

    { method: "GET", path: "/api/events", access: "crew", handle: known(listMonth) },
    { method: "POST", path: "/api/events", access: "admin", handle: known(postEvent) },
    { method: "GET", path: "/api/event/:slug", access: "crew", handle: known(getEvent) },
    { method: "PATCH", path: "/api/event/:slug", access: "admin", handle: known(patchEvent) },
    { method: "POST", path: "/api/event/:slug/patrons", access: "crew", handle: known(postPatrons) },
    { method: "PATCH", path: "/api/event/:slug/patrons/:id", access: "crew", handle: known(patchPatron) },
    { method: "POST", path: "/api/event/:slug/briefing", access: "crew", handle: known(postBriefing) },
    // The captain decides on the water: a no go is overridden by whoever is aboard, in writing, not by an office.
    { method: "POST", path: "/api/event/:slug/departures", access: "crew", handle: known(postDeparture) },
    { method: "POST", path: "/api/event/:slug/roster", access: "admin", handle: known(postRoster) },
    { method: "POST", path: "/api/event/:slug/mail/retry", access: "admin", handle: known(postMailRetry) },

    // A reversal moves no money and is mailed to the admin, so the crew corrects its own slips; a refund gives money away.
    { method: "POST", path: "/api/payment/log", access: "crew", handle: known(postPayment) },
    { method: "POST", path: "/api/payment/refund", access: "admin", handle: known(postRefund) },
    { method: "POST", path: "/api/payment/reversal", access: "crew", handle: known(postReversal) },
    { method: "POST", path: "/api/payment/receipt", access: "crew", handle: known(postReceipt) },
    { method: "GET", path: "/api/payments.csv", access: "admin", handle: known(getPaymentsCsv) },
    // Crew see the cash they took; admins see everybody's, and count it.
    { method: "GET", path: "/api/closeouts/:day", access: "crew", handle: known(getCloseout) },
    { method: "POST", path: "/api/closeouts/:day", access: "admin", handle: known(postCloseout) },

    { method: "GET", path: "/api/waiver-texts", access: "crew", handle: known(getWaiverTexts) },
    { method: "POST", path: "/api/waiver-texts", access: "admin", handle: known(postWaiverText) },
    { method: "POST", path: "/api/waiver-texts/preview", access: "admin", handle: known(postPreview) },
    { method: "PATCH", path: "/api/waiver-texts/draft", access: "admin", handle: known(patchDraft) },
    { method: "GET", path: "/api/waiver-texts/:version", access: "crew", handle: known(getWaiverVersion) },

    // Patrons have no account: that they got the mail, and with it the link, is what lets them.
    { method: "GET", path: stopRemindersPath(":slug", ":patron"), access: "public", handle: open(getStopReminders) },

    { method: "GET", path: "/g/:slug/waiver", access: "public", handle: open(getWaiver) },
    { method: "POST", path: "/g/:slug/waiver", access: "public", handle: open(postWaiver) },
  ];
}
