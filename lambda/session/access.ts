import { isAuthoredBy } from "../../rules/contract/api/stateChange.ts";
import { mayUse, ROLES, type Account, type Role } from "../../rules/contract/api/session.ts";
import { AUTHOR_HEADER } from "../../rules/contract/headers.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { readToken } from "./cookie.ts";
import { findSession } from "./store.ts";
import type { Call, Route } from "../http/route.ts";

/** Lets a call through to its route's handler, with the account where the route asks for one, or refuses it. */
export async function enter(services: Services, route: Route, call: Call): Promise<Response> {
  if (route.access === "public") return route.handle(call);
  return route.handle(call, await requireAccount(services, route.access, call));
}

async function requireAccount(services: Services, role: Role, call: Call): Promise<Account> {
  const account = await findSession(services.table, readToken(call), services.clock());
  if (account === undefined) {
    throw new ProblemError(401, "not-signed-in", "You are not signed in", "Sign in and try again.");
  }
  // Before the role: what its author may do is not for whoever holds the phone now to be told.
  if (!isAuthoredBy(call.req.header(AUTHOR_HEADER), account.email)) throw otherAuthor(account);
  if (!mayUse(role, account.role)) {
    if (!ROLES.some((known) => known === account.role)) throw newerRole();
    throw new ProblemError(403, "not-allowed", "This is for admins", "Ask an admin to do it for you.");
  }
  return account;
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
