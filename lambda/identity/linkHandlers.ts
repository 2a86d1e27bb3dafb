import {
  AskResetRequest,
  LinkPasswordRequest,
  OpenLinkRequest,
  type AskedResponse,
  type LinkResponse,
} from "../../rules/contract/api/link.ts";
import { queueLink } from "../accountMail/queue.ts";
import { findLink, type OpenLink } from "../accounts/links.ts";
import { setPassword, type StoredAccount } from "../accounts/store.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerAddress, viewerOrigin } from "../http/viewer.ts";
import { notFound, tooMany, type ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { beginSession, toSession } from "../session/begin.ts";
import { noteSecurity } from "../session/note.ts";
import { networkOf } from "../throttle/network.ts";
import { reserveEach, reserveTry, returnTry, type Limit } from "../throttle/throttle.ts";
import { requireGoodPassword } from "./choosePassword.ts";

const HOUR = 3_600;
/** Mails with a link that may be asked for in an hour: to one address, and from one network. */
export const RESETS_MAX = 3;
const RESETS_FROM_MAX = 20;
/** Links that are none, from one network in 15 minutes. */
export const WRONG_LINKS_MAX = 30;

/** Mails a link to whoever has forgotten their password. The answer is the same whether there is such an account or not. */
export async function postReset(services: Services, call: Call): Promise<Response> {
  const { email } = await readBody(call, AskResetRequest);
  const { table, clock } = services;
  const limits: readonly Limit[] = [
    { scope: "reset-address", subject: networkOf(viewerAddress(call)), max: RESETS_FROM_MAX, seconds: HOUR },
    { scope: "reset-account", subject: email, max: RESETS_MAX, seconds: HOUR },
  ];
  const reserved = await reserveEach(table, limits, clock());
  if (!reserved.ok) throw tooOften(reserved.retryAfterSeconds);
  await queueLink(table, { to: email, purpose: "reset", origin: viewerOrigin(call) }, clock());
  noteSecurity(services, call, "reset-asked", { of: email });
  return call.json({ asked: true } satisfies AskedResponse);
}

/** Tells whose a link is, and leaves it as it is. */
export async function postLink(services: Services, call: Call): Promise<Response> {
  const { token } = await readBody(call, OpenLinkRequest);
  const { purpose, account } = await openLink(services, call, token);
  return call.json({ purpose, email: account.email, name: account.name } satisfies LinkResponse);
}

/**
 * Chooses a password by a link, which is used up, and signs in on this device; where there is a second factor, that is
 * still to be asked for.
 */
export async function postLinkPassword(services: Services, call: Call): Promise<Response> {
  const { token, password } = await readBody(call, LinkPasswordRequest);
  const { purpose, account } = await openLink(services, call, token);
  await requireGoodPassword(services, account, password);
  const { email, generation } = account;
  const changed = await setPassword(services.table, email, password, { generation });
  if (changed === undefined) throw noLink();
  noteSecurity(services, call, purpose === "invitation" ? "invitation-taken" : "password-reset", { by: email });
  if (changed.totp !== undefined) return call.json(await toSession(services, undefined));
  return call.json((await beginSession(services, call, changed)).answer);
}

/** Finds the account that an invitation is of; a link of another kind opens no other way in than a password. */
export async function openInvitation(services: Services, call: Call, token: string): Promise<StoredAccount> {
  const { purpose, account } = await openLink(services, call, token);
  if (purpose !== "invitation" || account.totp !== undefined) throw noLink();
  return account;
}

/** Finds what a link opens. Only what opens nothing is counted: nobody finds one of 256 bits, and nobody may try for ever. */
async function openLink(services: Services, call: Call, token: string): Promise<OpenLink> {
  const { table, clock } = services;
  const limit: Limit = { scope: "link-address", subject: networkOf(viewerAddress(call)), max: WRONG_LINKS_MAX };
  const reserved = await reserveTry(table, limit, clock());
  if (!reserved.ok) throw tooOften(reserved.retryAfterSeconds);
  const link = await findLink(table, token, clock());
  if (link === undefined) {
    noteSecurity(services, call, "link-refused");
    throw noLink();
  }
  await returnTry(table, limit, clock());
  return link;
}

function noLink(): ProblemError {
  return notFound(
    "This link does not work any more",
    "It works once and for a while. If you have chosen a password with it, sign in with that. Else use “Forgot your password?”, or ask an admin for another invitation.",
  );
}

function tooOften(retryAfterSeconds: number): ProblemError {
  return tooMany("Too often", retryAfterSeconds);
}
