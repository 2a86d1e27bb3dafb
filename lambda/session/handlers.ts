import { SignInRequest } from "../../rules/contract/api/session.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerAddress } from "../http/viewer.ts";
import { ProblemError, tooMany } from "../problem.ts";
import type { Services } from "../services.ts";
import { beginSession, toSession } from "./begin.ts";
import { clearToken, readDevice, readToken } from "./cookie.ts";
import { noteSecurity } from "./note.ts";
import { signIn, type Counted, type SignInResult } from "./signIn.ts";
import { closeSession, findSession } from "./store.ts";

/** Answers who is signed in, and what every page needs to know of company and stack. */
export async function readSession(services: Services, call: Call): Promise<Response> {
  const found = await findSession(services, readToken(call), services.clock());
  return call.json(await toSession(services, found?.account));
}

/** Signs in, also somebody who is: that proves anew who they are. */
export async function createSession(services: Services, call: Call): Promise<Response> {
  const request = await readBody(call, SignInRequest);
  const result = await signIn(services, request, { address: viewerAddress(call), device: readDevice(call) });
  if (!result.ok) {
    noteRefusal(services, call, request.email, result);
    throw refusal(result);
  }
  const { account, weak, code } = result;
  const { answer } = await beginSession(services, call, account);
  noteSecurity(services, call, "sign-in", {
    by: account.email,
    detail: code === undefined ? "password" : "password and code",
  });
  if (code === "recovery") noteSecurity(services, call, "recovery-code-used", { by: account.email });
  return call.json({ ...answer, change_password: weak });
}

/** Signs out: the session is gone from the table, not only from the browser. */
export async function deleteSession(services: Services, call: Call): Promise<Response> {
  const found = await findSession(services, readToken(call), services.clock());
  await closeSession(services.table, readToken(call));
  clearToken(call);
  if (found !== undefined) noteSecurity(services, call, "sign-out", { by: found.account.email });
  return call.json(await toSession(services, undefined));
}

type Refused = Extract<SignInResult, { ok: false }>;

/** Of whom somebody claims to be only the key is told, so that the log holds no address that was typed by mistake. */
function noteRefusal(services: Services, call: Call, email: string, refused: Refused): void {
  if (refused.reason === "throttled")
    noteSecurity(services, call, "sign-in-throttled", { of: email, detail: refused.counted });
  else if (refused.reason !== "code-needed")
    noteSecurity(services, call, "sign-in-refused", { of: email, detail: REFUSED[refused.reason] });
}

const REFUSED = { wrong: "password", "wrong-code": "code" } as const;

function refusal(result: Refused): ProblemError {
  switch (result.reason) {
    case "wrong":
      return new ProblemError(
        401,
        "wrong-sign-in",
        "E-mail and password do not match",
        "Check both and try again. “Forgot your password?” mails you a link to choose another.",
      );
    case "code-needed":
      return new ProblemError(
        401,
        "code-needed",
        "One more step",
        "Type the code that your authenticator app shows, or one of your recovery codes.",
      );
    case "wrong-code":
      return new ProblemError(
        401,
        "wrong-code",
        "That is not the code",
        "Type the one that the app shows now, which changes every 30 seconds and counts once; or a recovery code that you have not used.",
      );
    case "throttled":
      return throttled(result.counted, result.retryAfterSeconds);
  }
}

function throttled(counted: Counted, retryAfterSeconds: number): ProblemError {
  return tooMany("Too many tries", retryAfterSeconds, (wait) => THROTTLED[counted](`${wait}, then try again.`));
}

/** A device that an account was used on before is never held up by what happens elsewhere, and whoever has one is told. */
const THROTTLED: Readonly<Record<Counted, (wait: string) => string>> = {
  account: (wait) =>
    `This address was tried too often on devices that it was not used on before. ${wait} A device on which you have signed in before is not held up: use that, or “Forgot your password?”.`,
  address: (wait) =>
    `There were too many wrong tries from this network. ${wait} A device on which you have signed in before is not held up.`,
  device: (wait) => `There were too many wrong tries on this device. ${wait}`,
};
