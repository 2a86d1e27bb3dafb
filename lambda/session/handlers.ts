import { SignInRequest, type Account, type SessionResponse } from "../../rules/contract/api/session.ts";
import { toAccount } from "../accounts/store.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerAddress } from "../http/viewer.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { clearToken, readToken, sendToken } from "./cookie.ts";
import { signIn, type SignInResult } from "./signIn.ts";
import { closeSession, findSession, openSession } from "./store.ts";

/** Answers who is signed in, and what every page needs to know of company and stack. */
export async function readSession(services: Services, call: Call): Promise<Response> {
  const account = await findSession(services.table, readToken(call), services.clock());
  return call.json(toSession(services, account));
}

/** Signs in. A session that the browser had before is ended, so that signing in never leaves one behind. */
export async function createSession(services: Services, call: Call): Promise<Response> {
  const request = await readBody(call, SignInRequest);
  const result = await signIn(services, request, viewerAddress(call));
  if (!result.ok) throw refusal(result);
  const before = readToken(call);
  const token = await openSession(services.table, result.account, services.clock());
  await closeSession(services.table, before);
  sendToken(call, token);
  return call.json(toSession(services, toAccount(result.account)));
}

/** Signs out: the session is gone from the table, not only from the browser. */
export async function deleteSession(services: Services, call: Call): Promise<Response> {
  await closeSession(services.table, readToken(call));
  clearToken(call);
  return call.json(toSession(services, undefined));
}

function toSession({ config }: Services, account: Account | undefined): SessionResponse {
  const { name, currency, timeZone } = config.company;
  return { account: account ?? null, company: { name, currency, time_zone: timeZone }, stack: config.stack };
}

function refusal(result: Extract<SignInResult, { ok: false }>): ProblemError {
  if (result.reason === "wrong") {
    return new ProblemError(
      401,
      "wrong-sign-in",
      "E-mail and password do not match",
      "Check both and try again, or ask an admin for help.",
    );
  }
  const minutes = Math.ceil(result.retryAfterSeconds / 60);
  return new ProblemError(
    429,
    "throttled",
    "Too many tries",
    `Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`,
    { headers: { "retry-after": String(result.retryAfterSeconds) } },
  );
}
