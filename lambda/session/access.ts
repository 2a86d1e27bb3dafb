import { isAuthoredBy } from "../../rules/contract/api/stateChange.ts";
import { mayUse, ROLES, type Access, type Account } from "../../rules/contract/api/session.ts";
import { AUTHOR_HEADER, LOOK_HEADER } from "../../rules/contract/headers.ts";
import { toAccount } from "../accounts/store.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { readToken } from "./cookie.ts";
import { noteSecurity } from "./note.ts";
import { findSession } from "./store.ts";
import type { Call, Caller, Route } from "../http/route.ts";

/** For so long after signing in nobody is asked again who they are, in ms. */
const FRESH_MS = 10 * 60 * 1000;

/** Lets a call through to its route's handler, with the caller where the route asks for one, or refuses it. */
export async function enter(services: Services, route: Route, call: Call): Promise<Response> {
  if (route.access === "public") return route.handle(call);
  const caller = await requireCaller(services, route.access, call);
  if (route.fresh) requireFresh(caller, services.clock());
  return route.handle(call, caller);
}

async function requireCaller(services: Services, access: Exclude<Access, "public">, call: Call): Promise<Caller> {
  const use = call.req.header(LOOK_HEADER) === undefined ? "used" : "looked";
  const found = await findSession(services, readToken(call), services.clock(), use);
  if (found === undefined) {
    throw new ProblemError(401, "not-signed-in", "You are not signed in", "Sign in and try again.");
  }
  const account = toAccount(found.account);
  // Before what they may: what its author may do is not for whoever holds the phone now to be told.
  if (!isAuthoredBy(call.req.header(AUTHOR_HEADER), account.email)) throw otherAuthor(account);
  if (!mayUse(access, account)) {
    noteSecurity(services, call, "not-allowed", { by: account.email, detail: call.get("route") });
    if (!ROLES.some((known) => known === account.role)) throw newerRole();
    throw access === "payments" ? noPermission() : notAdmin();
  }
  return { ...account, session: { id: found.id, opened_at: found.session.created_at ?? "" } };
}

/** Refuses who has not proved just now who they are: a phone that was left lying must not change how its owner signs in. */
export function requireFresh({ session }: Pick<Caller, "session">, now: Date): void {
  if (now.getTime() - Date.parse(session.opened_at) < FRESH_MS) return;
  throw new ProblemError(
    403,
    "sign-in-again",
    "Confirm that it is you",
    "This changes how you sign in. Sign in once more, then go on.",
  );
}

function notAdmin(): ProblemError {
  return new ProblemError(403, "not-allowed", "This is for admins", "Ask an admin to do it for you.");
}

function noPermission(): ProblemError {
  return new ProblemError(
    403,
    "not-allowed",
    "You may not log payments",
    "Nothing was recorded. Ask an admin to allow it on the Crew screen, then try again.",
  );
}

/** A phone goes from hand to hand: what one began on it must not be recorded as another's. */
function otherAuthor({ name }: Account): ProblemError {
  return new ProblemError(
    409,
    "other-author",
    `${name} is signed in on this device now`,
    "Nothing was recorded, as somebody else did this. Whoever did it has to sign in here again to send it.",
  );
}

/** Whoever has a role of a newer version may do nothing here: what it allows, this version cannot know. */
function newerRole(): ProblemError {
  return new ProblemError(
    403,
    "not-allowed",
    "Your account has a role of a newer version",
    "It can do nothing until that version is back. Ask an admin when that will be, or for another role.",
  );
}
