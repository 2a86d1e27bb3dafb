import type { AccountResponse, OwnPasskey } from "../../rules/contract/api/account.ts";
import { listPasskeys, type StoredPasskey } from "../accounts/passkeys.ts";
import type { StoredAccount } from "../accounts/store.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import type { Call, Caller } from "../http/route.ts";
import { answerWritten } from "../http/written.ts";
import { notFound } from "../problem.ts";
import type { Services } from "../services.ts";
import { noteSecurity } from "../session/note.ts";
import { endSession, listSessions } from "../session/store.ts";
import { ownAccount } from "./ownAccount.ts";

/** Tells how one signs in, and where one is signed in. */
export async function getAccountPage(services: Services, call: Call, caller: Caller): Promise<Response> {
  return call.json(await accountResponse(services, caller, caller.session.id));
}

/** Ends one of one's own sessions. */
export async function deleteOwnSession(services: Services, call: Call, caller: Caller): Promise<Response> {
  const ended = await endSession(services.table, caller.email, call.req.param("session") ?? "");
  if (!ended) throw notFound("You have no such session", "It is over, or was never one of yours. Reload the list.");
  noteSecurity(services, call, "session-ended", { by: caller.email });
  return answerWritten(services, call, 200, () => accountResponse(services, caller, caller.session.id));
}

/** Ends all of one's own sessions but the one that asks. */
export async function deleteOtherSessions(services: Services, call: Call, caller: Caller): Promise<Response> {
  const open = await listSessions(services.table, await ownAccount(services, caller), services.clock());
  for (const { id } of open.filter((other) => other.id !== caller.session.id))
    await endSession(services.table, caller.email, id);
  noteSecurity(services, call, "sessions-ended", { by: caller.email, of: caller.email, detail: "others" });
  return answerWritten(services, call, 200, () => accountResponse(services, caller, caller.session.id));
}

/** Says how somebody signs in, and where they are signed in; `current` is the session that asks. */
export async function accountResponse(
  services: Services,
  caller: Pick<Caller, "email">,
  current: string,
): Promise<AccountResponse> {
  const { table, clock } = services;
  const account = await ownAccount(services, caller);
  const [sessions, passkeys] = await Promise.all([
    listSessions(table, account, clock()),
    listPasskeys(table, account.email),
  ]);
  return {
    password: passwordOf(account),
    passkeys: countBroken(services, passkeys).map(toOwnPasskey),
    second_factor:
      account.totp === undefined
        ? null
        : { since: account.totp.since, recovery_codes: Object.keys(account.totp.recovery).length },
    sessions: sessions.map(({ id, session }) => ({
      id,
      user_agent: session.user_agent ?? "",
      opened_at: session.created_at ?? null,
      seen_at: session.seen_at ?? null,
      this: id === current,
    })),
  };
}

function passwordOf({ no_password, weak_password }: StoredAccount): AccountResponse["password"] {
  if (no_password === true) return "none";
  return weak_password === true ? "weak" : "good";
}

function toOwnPasskey({ timestamp, name, created_at, used_at }: StoredPasskey): OwnPasskey {
  return { id: timestamp, name, created_at, used_at: used_at ?? null };
}
