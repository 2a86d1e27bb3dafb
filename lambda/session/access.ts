import { mayUse, ROLES, type Account, type Role } from "../../rules/contract/api/session.ts";
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
  if (!mayUse(role, account.role)) {
    if (!ROLES.some((known) => known === account.role)) throw newerRole();
    throw new ProblemError(403, "not-allowed", "This is for admins", "Ask an admin to do it for you.");
  }
  return account;
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
