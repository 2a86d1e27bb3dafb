import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";

import {
  PasskeyQuestion,
  type NewPasskey,
  type NewPasskeyQuestion,
  type PasskeySignInRequest,
} from "../../rules/contract/api/passkey.ts";
import { PASSKEY_OPTIONS_PATH, PASSKEY_SESSION_PATH } from "../../rules/contract/api/paths/account.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import { apiFetch, type ApiResult } from "../api/apiFetch.ts";
import { problemOf } from "../api/failure.ts";
import type { Client } from "../client/client.ts";
import { begin, settleSigningOut } from "./calls.ts";

/** Tells whether this browser can use passkeys at all. */
export const hasPasskeys = browserSupportsWebAuthn;

/** Signs somebody in with a passkey, whoever it says they are. */
export async function signInByPasskey(client: Client): Promise<ApiResult<SessionResponse>> {
  await settleSigningOut(client);
  const asked = await apiFetch({ method: "POST", path: PASSKEY_OPTIONS_PATH, answer: PasskeyQuestion });
  if (!asked.ok) return asked;
  const used = await orUnused(() => startAuthentication({ optionsJSON: asked.data }));
  if (used === undefined) return unused();
  const { id, rawId, type, response } = used;
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const body: PasskeySignInRequest = {
    passkey: {
      id,
      rawId,
      type,
      response: { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) },
    },
  };
  return begin(client, await apiFetch({ method: "POST", path: PASSKEY_SESSION_PATH, body, answer: SessionResponse }));
}

/** Makes a passkey: first what the server asks for, then what the browser made, sent by `send`. */
export async function makePasskey<T>(
  ask: () => Promise<ApiResult<NewPasskeyQuestion>>,
  send: (passkey: NewPasskey) => Promise<ApiResult<T>>,
): Promise<ApiResult<T>> {
  const asked = await ask();
  if (!asked.ok) return asked;
  const made = await orUnused(() => startRegistration({ optionsJSON: asked.data }));
  if (made === undefined) return notMade();
  const { id, rawId, type, response } = made;
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return send({ id, rawId, type, response: { clientDataJSON, attestationObject, transports: [...transports] } });
}

/** Browsers say no in one way to all: nobody was there, they thought better of it, or there is no passkey. */
async function orUnused<T>(use: () => Promise<T>): Promise<T | undefined> {
  try {
    return await use();
  } catch {
    // Whatever the browser says of why, only the person at it can do something about it.
    return undefined;
  }
}

function notMade(): ApiResult<never> {
  return problemOf("wrong-passkey", "No passkey was made", "Nothing has changed. Try again, or go on with a password.");
}

function unused(): ApiResult<never> {
  return problemOf("wrong-passkey", "No passkey was used", "Try again, or use your password.");
}
