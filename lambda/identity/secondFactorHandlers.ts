import {
  ConfirmSecondFactorRequest,
  type NewSecondFactorResponse,
  type RecoveryCodesResponse,
} from "../../rules/contract/api/account.ts";
import { queueNews } from "../accountMail/queue.ts";
import { beginTotp, confirmTotp, removeTotp } from "../accounts/secondFactor.ts";
import { otpauthUri } from "../accounts/totp.ts";
import { readBody } from "../http/body.ts";
import type { Call, Caller } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import { answerWritten } from "../http/written.ts";
import { ProblemError, tooMany } from "../problem.ts";
import type { Services } from "../services.ts";
import { beginSession } from "../session/begin.ts";
import { noteSecurity } from "../session/note.ts";
import { reserveTry, type Limit } from "../throttle/throttle.ts";
import { accountResponse } from "./accountHandlers.ts";
import { accountGone, ownAccount } from "./ownAccount.ts";

export const CONFIRM_TRIES_MAX = 10;

/** Makes what an authenticator app takes in. */
export async function postSecondFactor(services: Services, call: Call, caller: Caller): Promise<Response> {
  const secret = await beginTotp(services.table, caller.email, services.clock());
  if (secret === undefined) throw on();
  const uri = otpauthUri(secret, caller.email, (await services.company.read()).name);
  return call.json({ secret, uri } satisfies NewSecondFactorResponse);
}

/** Turns the second factor on, with a code that the app shows. All other sessions end. */
export async function putSecondFactor(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { code } = await readBody(call, ConfirmSecondFactorRequest);
  const { table, clock } = services;
  const limit: Limit = { scope: "second-factor-on", subject: caller.email, max: CONFIRM_TRIES_MAX };
  const reserved = await reserveTry(table, limit, clock());
  if (!reserved.ok) throw tooMany("Too many tries", reserved.retryAfterSeconds);
  const confirmed = await confirmTotp(table, await ownAccount(services, caller), code, clock());
  if (!confirmed.ok) throw confirmed.reason === "wrong" ? wrongCode() : notBegun();
  await beginSession(services, call, confirmed.account);
  await tell(services, call, caller, "second-factor-on");
  return call.json({ recovery_codes: [...confirmed.codes] } satisfies RecoveryCodesResponse);
}

/** Turns the second factor off. All other sessions end. */
export async function deleteSecondFactor(services: Services, call: Call, caller: Caller): Promise<Response> {
  const account = await removeTotp(services.table, caller.email);
  if (account === undefined) throw accountGone();
  const { id } = await beginSession(services, call, account);
  await tell(services, call, caller, "second-factor-off");
  return answerWritten(services, call, 200, () => accountResponse(services, account, id));
}

/** In the security log, and by mail: whoever else does it at an open device is found out. */
async function tell(
  services: Services,
  call: Call,
  { email, name }: Caller,
  news: "second-factor-on" | "second-factor-off",
): Promise<void> {
  noteSecurity(services, call, news, { by: email });
  const { table, clock } = services;
  await queueNews(table, { to: email, news, by: name, own: true, origin: viewerOrigin(call) }, clock());
}

function wrongCode(): ProblemError {
  return new ProblemError(
    400,
    "wrong-code",
    "That is not the code",
    "It changes every 30 seconds: type the one that the app shows now.",
    {
      errors: [{ field: "code", message: "That is not the code that the app shows now." }],
    },
  );
}

function on(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "You have a second factor already",
    "Turn it off before you set up another.",
  );
}

function notBegun(): ProblemError {
  return new ProblemError(409, "conflict", "This took too long", "Nothing was changed. Begin again.");
}
