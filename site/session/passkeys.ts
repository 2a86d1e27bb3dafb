import { browserSupportsWebAuthn, startAuthentication } from "@simplewebauthn/browser";

import { PasskeyQuestion, type PasskeySignInRequest } from "../../rules/contract/api/passkey.ts";
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

/** Browsers say no in one way to all: nobody was there, they thought better of it, or there is no passkey. */
export async function orUnused<T>(use: () => Promise<T>): Promise<T | undefined> {
  try {
    return await use();
  } catch {
    // Whatever the browser says of why, only the person at it can do something about it.
    return undefined;
  }
}

function unused(): ApiResult<never> {
  return problemOf("wrong-passkey", "No passkey was used", "Try again, or use your password.");
}
