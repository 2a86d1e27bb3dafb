import { ChangePasswordRequest } from "../../rules/contract/api/account.ts";
import { verifyPassword } from "../accounts/password.ts";
import { setPassword, type StoredAccount } from "../accounts/store.ts";
import { readBody } from "../http/body.ts";
import type { Call, Caller } from "../http/route.ts";
import { ProblemError, tooMany } from "../problem.ts";
import type { Services } from "../services.ts";
import { requireFresh } from "../session/access.ts";
import { beginSession } from "../session/begin.ts";
import { noteSecurity } from "../session/note.ts";
import { forgetTries, reserveTry, type Limit } from "../throttle/throttle.ts";
import { requireGoodPassword } from "./choosePassword.ts";
import { accountGone, ownAccount } from "./ownAccount.ts";

/** Wrong present passwords in 15 minutes. They hold up nothing but changing the password. */
export const PRESENT_TRIES_MAX = 8;

/** Changes one's own password: all sessions end, and this device gets a new one. */
export async function postOwnPassword(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { present, password } = await readBody(call, ChangePasswordRequest);
  const account = await ownAccount(services, caller);
  await requirePresent(services, call, caller, account, present);
  await requireGoodPassword(services, account, password);
  const changed = await setPassword(services.table, account.email, password);
  if (changed === undefined) throw accountGone();
  noteSecurity(services, call, "password-changed", { by: account.email });
  return call.json((await beginSession(services, call, changed)).answer);
}

/** Whoever has no password yet shows that it is them by having signed in just now. */
async function requirePresent(
  services: Services,
  call: Call,
  caller: Caller,
  account: StoredAccount,
  present: string | null,
): Promise<void> {
  if (account.no_password === true) {
    requireFresh(caller, services.clock());
    return;
  }
  const limit: Limit = { scope: "own-password", subject: account.email, max: PRESENT_TRIES_MAX };
  const reserved = await reserveTry(services.table, limit, services.clock());
  if (!reserved.ok) throw tooMany("Too many tries", reserved.retryAfterSeconds);
  if (present === null || !(await verifyPassword(present, account.password))) {
    noteSecurity(services, call, "password-change-refused", { by: account.email });
    throw new ProblemError(403, "wrong-password", "That is not your present password", "Nothing was changed.", {
      errors: [{ field: "present", message: "That is not your present password." }],
    });
  }
  await forgetTries(services.table, limit, services.clock());
}
