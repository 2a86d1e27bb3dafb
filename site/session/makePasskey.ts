import { startRegistration } from "@simplewebauthn/browser";

import type { NewPasskey, NewPasskeyQuestion } from "../../rules/contract/api/passkey.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import { problemOf } from "../api/failure.ts";
import { orUnused } from "./passkeys.ts";

// Apart from using them: nobody needs this to sign in.

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

function notMade(): ApiResult<never> {
  return problemOf("wrong-passkey", "No passkey was made", "Nothing has changed. Try again, or go on with a password.");
}
