import { SessionResponse, type SignInRequest } from "../../rules/contract/api/session.ts";
import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { apiFetch, type ApiResult } from "../api/apiFetch.ts";
import type { Client } from "../client/client.ts";
import { keepOnDevice } from "../offline/connection.ts";
import { forgetEverythingKept } from "../offline/kept.ts";

/** Asks who is signed in. */
export async function askSession(client: Client): Promise<ApiResult<SessionResponse>> {
  return meet(client, await client.call({ path: SESSION_PATH, answer: SessionResponse }));
}

/** Signs somebody in. */
export async function signIn(client: Client, body: SignInRequest): Promise<ApiResult<SessionResponse>> {
  const result = meet(client, await apiFetch({ method: "POST", path: SESSION_PATH, body, answer: SessionResponse }));
  // A page that is opened without a signal asks who is signed in before anything else.
  if (result.ok) keepOnDevice([SESSION_PATH]);
  return result;
}

/** Signs out and wipes what was kept to be shown. What waits to be sent stays: it goes out when its author signs in again. */
export async function signOut(client: Client): Promise<ApiResult<SessionResponse>> {
  const result = meet(client, await client.call({ method: "DELETE", path: SESSION_PATH, answer: SessionResponse }));
  if (result.ok) await forgetEverythingKept();
  return result;
}

function meet({ writeAs }: Client, result: ApiResult<SessionResponse>): ApiResult<SessionResponse> {
  if (result.ok) writeAs(result.data);
  return result;
}
