import { SessionResponse, type SignInRequest } from "../../rules/contract/api/session.ts";
import {
  AskedResponse,
  LinkResponse,
  type AskResetRequest,
  type LinkPasskeyRequest,
  type LinkPasswordRequest,
  type OpenLinkRequest,
} from "../../rules/contract/api/link.ts";
import { NewPasskeyQuestion } from "../../rules/contract/api/passkey.ts";
import {
  LINK_NEW_PASSKEY_PATH,
  LINK_PASSKEY_PATH,
  LINK_PASSWORD_PATH,
  LINK_PATH,
  RESET_PATH,
} from "../../rules/contract/api/paths/links.ts";
import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { apiFetch, type ApiResult } from "../api/apiFetch.ts";
import { isProblem, problemOf } from "../api/failure.ts";
import type { Client } from "../client/client.ts";
import { setKiosk } from "../device/kioskLock.ts";
import { isSigningOut, noteSigningOut } from "../device/signingOut.ts";
import { forgetEverythingKept } from "../offline/kept.ts";

/** Reads who is signed in. */
export const readSession = ({ call }: Pick<Client, "call">) => call({ path: SESSION_PATH, answer: SessionResponse });

/** Asks who is signed in, and from now on writes as they. Where somebody has signed out without a signal, nobody is. */
export async function askSession(client: Client): Promise<ApiResult<SessionResponse>> {
  const ended = isSigningOut() ? await endSession(client) : undefined;
  if (isSigningOut()) {
    // The queue hears that it is nobody's, and the worker with it.
    client.queue().catch(() => undefined);
    return NOT_ENDED;
  }
  return meet(client, ended?.ok === true ? ended : await readSession(client));
}

const NOT_ENDED = problemOf(
  "not-signed-in",
  "You are signed out on this device",
  "What it showed is erased, and the server has not heard of it yet. Try again where there is a signal: that ends the session, and you can sign in.",
);

/** Signs somebody in. */
export async function signIn(client: Client, body: SignInRequest): Promise<ApiResult<SessionResponse>> {
  await settleSigningOut(client);
  return begin(client, await apiFetch({ method: "POST", path: SESSION_PATH, body, answer: SessionResponse }));
}

/**
 * Meets who has just signed in, in whichever way, once the server knows them by what the browser keeps: a browser may drop
 * the cookie, and then would be asked to sign in for ever. The worker keeps what was read, as a page that is opened without a
 * signal asks who is signed in before anything else.
 */
export async function begin(
  client: Pick<Client, "call" | "writeAs">,
  result: ApiResult<SessionResponse>,
): Promise<ApiResult<SessionResponse>> {
  if (!result.ok) return result;
  // A reset lets nobody in who has a second factor.
  const someone = result.data.account;
  const known = await readSession(client);
  // No answer, or one from before, says nothing against it.
  const fresh = known.ok && known.keptAt === undefined;
  if (someone !== null && fresh && known.data.account?.email !== someone.email) return NOT_KEPT;
  setKiosk(false);
  // Whatever session the browser had before, the server ended it with this one.
  noteSigningOut(false);
  return meet(client, result);
}

const NOT_KEPT = problemOf(
  "not-signed-in",
  "This browser did not keep the sign-in",
  "You were let in, but the browser dropped the cookie that says so. Allow cookies for this site in its settings, or open this page in another window or browser that is not private, then sign in again.",
);

/** Asks for a mail with a link to choose another password. */
export const askReset = ({ call }: Client, body: AskResetRequest) =>
  call({ method: "POST", path: RESET_PATH, body, answer: AskedResponse });

/** Asks whose a link is that was mailed. */
export const openLink = ({ call }: Client, body: OpenLinkRequest) =>
  call({ method: "POST", path: LINK_PATH, body, answer: LinkResponse });

/** Chooses a password by such a link, and is signed in. */
export async function chooseByLink(client: Client, body: LinkPasswordRequest): Promise<ApiResult<SessionResponse>> {
  await settleSigningOut(client);
  return begin(client, await client.call({ method: "POST", path: LINK_PASSWORD_PATH, body, answer: SessionResponse }));
}

/** Asks for the question that makes the passkey of an invitation, and signs in with what was made. */
export const askPasskeyByLink = ({ call }: Client, body: OpenLinkRequest) =>
  call({ method: "POST", path: LINK_NEW_PASSKEY_PATH, body, answer: NewPasskeyQuestion });
export async function addPasskeyByLink(client: Client, body: LinkPasskeyRequest): Promise<ApiResult<SessionResponse>> {
  await settleSigningOut(client);
  return begin(client, await client.call({ method: "POST", path: LINK_PASSKEY_PATH, body, answer: SessionResponse }));
}

/**
 * Signs out and wipes what was kept to be shown. What waits to be sent stays: it goes out when its author signs in again.
 * `let-go`: done on this device at once, whatever the network does, and the server hears of it as soon as it can be reached.
 */
export async function signOut(client: Client, letGo: () => void): Promise<ApiResult<SessionResponse> | "let-go"> {
  const noted = noteSigningOut(true);
  // In the name of who leaves, before this page writes as nobody.
  const ended = endSession(client);
  if (!noted) return meet(client, await ended);
  letGo();
  await forgetEverythingKept();
  return "let-go";
}

let ending: Promise<ApiResult<SessionResponse>> | undefined;

/** Ends the session on the server, once at a time: an answer that comes after somebody has signed in would take theirs along. */
function endSession({ call }: Pick<Client, "call">): Promise<ApiResult<SessionResponse>> {
  ending ??= call({ method: "DELETE", path: SESSION_PATH, answer: SessionResponse })
    .then(async (result) => {
      if (isEnded(result)) noteSigningOut(false);
      // Also what a page has read since.
      if (result.ok) await forgetEverythingKept();
      return result;
    })
    .finally(() => {
      ending = undefined;
    });
  return ending;
}

/** There is no session left to end, or the one that there is belongs to whoever has signed in here since. */
function isEnded(result: ApiResult<SessionResponse>): boolean {
  return result.ok || (result.kind === "problem" && result.status === 401) || isProblem(result, "other-author");
}

/** Before somebody signs in, the server hears of whoever signed out here, if it can. */
export async function settleSigningOut(client: Pick<Client, "call">): Promise<void> {
  if (isSigningOut()) await endSession(client);
}

function meet({ writeAs }: Pick<Client, "writeAs">, result: ApiResult<SessionResponse>): ApiResult<SessionResponse> {
  if (result.ok) writeAs(result.data);
  return result;
}
