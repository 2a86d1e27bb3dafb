import type { CalendarLinkResponse, CalendarResponse } from "../../rules/contract/api/calendar.ts";
import { calendarFilePath } from "../../rules/contract/api/paths/calendar.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { getAccount, type StoredAccount } from "../accounts/store.ts";
import { hasCopy, stillRight, tagOf } from "../http/copies.ts";
import type { Call } from "../http/route.ts";
import { viewerAddress, viewerOrigin } from "../http/viewer.ts";
import { notFound, tooMany } from "../problem.ts";
import type { Services } from "../services.ts";
import { networkOf } from "../throttle/network.ts";
import { reserveTry, type Limit } from "../throttle/throttle.ts";
import { listCalendar } from "./charters.ts";
import { writeCalendar } from "./ics.ts";
import { findBySecret, renewSecret, revokeSecret } from "./secret.ts";

/** Fetches of one calendar, and wrong links from one address, in 15 minutes. A calendar program comes every few hours. */
export const FETCHES_MAX = 60;
export const WRONG_LINKS_MAX = 30;

/** Tells since when one's own calendar link works. */
export async function getCalendar({ table }: Services, call: Call, { email }: Account): Promise<Response> {
  const account = await getAccount(table, email);
  return call.json({ since: account?.calendar_since ?? null } satisfies CalendarResponse);
}

/** Makes a new link in place of the old one, which opens nothing from then on. */
export async function postCalendar({ table, clock }: Services, call: Call, { email }: Account): Promise<Response> {
  const now = clock();
  const secret = await renewSecret(table, email, now);
  const path = calendarFilePath(`${secret}.ics`);
  return call.json({ since: now.toISOString(), path } satisfies CalendarLinkResponse);
}

/** Turns one's own link off. */
export async function deleteCalendar({ table }: Services, call: Call, { email }: Account): Promise<Response> {
  await revokeSecret(table, email);
  return call.json({ since: null } satisfies CalendarResponse);
}

/** Answers the calendar that a secret link opens, or that nothing has changed since it was fetched. */
export async function getCalendarFile(services: Services, call: Call): Promise<Response> {
  const account = await openLink(services, call);
  const company = await services.company.read();
  const name = account.role === "admin" ? company.name : `${company.name}: ${account.name}`;
  const { charters, broken } = await listCalendar(services, account, services.clock());
  const frame = { name, origin: viewerOrigin(call), timeZone: company.timeZone, dock: company.dock.address };
  const file = await writeCalendar(frame, charters, broken);
  const etag = tagOf(file);
  // The fetcher's own copy only, and only after asking: no cache on the way may answer in our place.
  const headers = { etag, "cache-control": "private, no-cache" };
  if (hasCopy(call, etag)) return stillRight(headers);
  return new Response(file, {
    headers: {
      ...headers,
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="charters.ics"',
    },
  });
}

async function openLink({ table, clock }: Services, call: Call): Promise<StoredAccount> {
  const now = clock();
  const account = await findBySecret(table, (call.req.param("file") ?? "").replace(/\.ics$/, ""));
  const limit: Limit =
    account === undefined
      ? { scope: "calendar-address", subject: networkOf(viewerAddress(call)), max: WRONG_LINKS_MAX }
      : { scope: "calendar-account", subject: account.email, max: FETCHES_MAX };
  const reserved = await reserveTry(table, limit, now);
  if (!reserved.ok)
    throw tooMany("Too often", reserved.retryAfterSeconds, (wait) => `${wait}, then fetch the calendar again.`);
  if (account === undefined)
    throw notFound("This calendar link does not work any more", "Make a new one on the Crew screen.");
  return account;
}
