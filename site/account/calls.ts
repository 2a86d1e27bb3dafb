import {
  AccountResponse,
  NewSecondFactorResponse,
  RecoveryCodesResponse,
  type ChangePasswordRequest,
  type ConfirmSecondFactorRequest,
} from "../../rules/contract/api/account.ts";
import { NewPasskeyQuestion, type AddPasskeyRequest } from "../../rules/contract/api/passkey.ts";
import {
  ACCOUNT_PATH,
  NEW_PASSKEY_PATH,
  OWN_PASSKEYS_PATH,
  OWN_PASSWORD_PATH,
  OWN_SESSIONS_PATH,
  ownPasskeyPath,
  ownSessionPath,
  SECOND_FACTOR_PATH,
} from "../../rules/contract/api/paths/account.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import { LIST_LOOK_MS } from "../device/deadlines.ts";
import type { Source } from "../api/source.ts";
import type { Client } from "../client/client.ts";

/** Where a screen has from how one signs in and where one is signed in, and sees what else becomes of that. */
export function ownAccountOf({ call, look }: Client): Source<AccountResponse> {
  const request = { path: ACCOUNT_PATH, answer: AccountResponse };
  return { load: () => call(request), look: (known) => look(request, known), everyMs: LIST_LOOK_MS };
}

/** Changes one's own password. */
export const changePassword = ({ call }: Client, body: ChangePasswordRequest) =>
  call({ method: "POST", path: OWN_PASSWORD_PATH, body, answer: SessionResponse });

/** Ends one of one's own sessions, or all but this one. */
export const endSession = ({ call }: Client, id: string) =>
  call({ method: "DELETE", path: ownSessionPath(id), answer: AccountResponse });
export const endOtherSessions = ({ call }: Client) =>
  call({ method: "DELETE", path: OWN_SESSIONS_PATH, answer: AccountResponse });

/** Asks for the question that makes a passkey, adds one that was made, and takes one off. */
export const askNewPasskey = ({ call }: Client) =>
  call({ method: "POST", path: NEW_PASSKEY_PATH, answer: NewPasskeyQuestion });
export const addPasskey = ({ call }: Client, body: AddPasskeyRequest) =>
  call({ method: "POST", path: OWN_PASSKEYS_PATH, body, answer: AccountResponse });
export const removePasskey = ({ call }: Client, id: string) =>
  call({ method: "DELETE", path: ownPasskeyPath(id), answer: AccountResponse });

/** Begins a second factor, turns it on with its first code, and off. */
export const beginSecondFactor = ({ call }: Client) =>
  call({ method: "POST", path: SECOND_FACTOR_PATH, answer: NewSecondFactorResponse });
export const confirmSecondFactor = ({ call }: Client, body: ConfirmSecondFactorRequest) =>
  call({ method: "PUT", path: SECOND_FACTOR_PATH, body, answer: RecoveryCodesResponse });
export const removeSecondFactor = ({ call }: Client) =>
  call({ method: "DELETE", path: SECOND_FACTOR_PATH, answer: AccountResponse });
