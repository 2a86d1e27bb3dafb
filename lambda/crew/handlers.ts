import type { AskedResponse } from "../../rules/contract/api/link.ts";
import {
  AddCrewRequest,
  ChangeCrewRequest,
  PERMISSIONS,
  type CrewMember,
  type CrewResponse,
} from "../../rules/contract/api/session.ts";
import { queueLink } from "../accountMail/queue.ts";
import {
  accountItemKey,
  createAccount,
  endAllSessions,
  hasAdmin,
  listAllAccounts,
  parseAccount,
  setRights,
  toAccount,
  type StoredAccount,
} from "../accounts/store.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { readBody } from "../http/body.ts";
import type { Call, Caller } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import { answerWritten } from "../http/written.ts";
import { notFound, ProblemError, tooMany } from "../problem.ts";
import type { Services } from "../services.ts";
import { noteSecurity } from "../session/note.ts";
import { tellRights } from "./tellRights.ts";
import { reserveTry, type Limit } from "../throttle/throttle.ts";

/** Links that admins may mail to one account in an hour. */
export const LINKS_MAX = 5;

/** Lists everyone with an account. */
export async function listCrew(services: Services, call: Call): Promise<Response> {
  return call.json(await crewResponse(services));
}

/** Adds an account, mails its owner an invitation and answers the new list. */
export async function addCrew(services: Services, call: Call, caller: Caller): Promise<Response> {
  const request = await readBody(call, AddCrewRequest);
  const { table, clock } = services;
  const created = await createAccount(table, request, clock());
  if (!created.ok) throw taken();
  await queueLink(table, { to: request.email, purpose: "invitation", origin: viewerOrigin(call) }, clock());
  noteSecurity(services, call, "account-added", { by: caller.email, of: request.email, detail: request.role });
  return answerWritten(services, call, 201, () => crewResponse(services));
}

/** Sets what a crew member may do besides their role, and that role. */
export async function patchCrew(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { permissions, role } = await readBody(call, ChangeCrewRequest);
  const { email, role: had, permissions: before = [] } = await memberOf(services, call);
  if (email === caller.email && role !== undefined && role !== had) throw ownRole();
  // What only a newer version knows stays given.
  const newer = before.filter((held) => !PERMISSIONS.some((known) => known === held));
  await setRights(services.table, email, { permissions: [...newer, ...permissions], ...(role && { role }) });
  if (had === "admin" && role === "crew" && !(await hasAdmin(services.table))) {
    // Of two who did it to each other at once, both find this, and both undo it.
    await setRights(services.table, email, { role: had });
    throw lastAdmin();
  }
  await tellRights(services, call, caller, { email, role: role === had ? undefined : role, before, permissions });
  return answerWritten(services, call, 200, () => crewResponse(services));
}

/** Mails the owner of an account a link: the invitation once more, or one to choose a new password. */
export async function postCrewLink(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { table, clock } = services;
  const account = await memberOf(services, call);
  const limit: Limit = { scope: "crew-link", subject: account.email, max: LINKS_MAX, seconds: 3_600 };
  const reserved = await reserveTry(table, limit, clock());
  if (!reserved.ok) throw tooManyLinks(reserved.retryAfterSeconds);
  const purpose = account.invited_at === undefined ? "reset" : "invitation";
  const wanted = { to: account.email, purpose, origin: viewerOrigin(call), asked_by: caller.name } as const;
  await queueLink(table, wanted, clock());
  noteSecurity(services, call, "link-mailed", { by: caller.email, of: account.email, detail: purpose });
  return call.json({ asked: true } satisfies AskedResponse);
}

/** Ends all sessions of an account. */
export async function deleteCrewSessions(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { email } = await memberOf(services, call);
  await endAllSessions(services.table, email);
  noteSecurity(services, call, "sessions-ended", { by: caller.email, of: email, detail: "all" });
  return answerWritten(services, call, 200, () => crewResponse(services));
}

async function memberOf({ table }: Services, call: Call): Promise<StoredAccount> {
  const item = await table.get(accountItemKey(call.req.param("account") ?? ""));
  const account = item === undefined ? undefined : parseAccount(item);
  if (account !== undefined && account.disabled_at === undefined) return account;
  throw notFound("There is no such account", "Reload the list: somebody may have changed it.");
}

async function crewResponse(services: Services): Promise<CrewResponse> {
  const accounts = await listAllAccounts(services.table);
  const present = countBroken(services, accounts).filter(({ disabled_at }) => disabled_at === undefined);
  return { crew: present.map(toMember), broken: accounts.broken.length };
}

function toMember(account: StoredAccount): CrewMember {
  return { ...toAccount(account), key: account.timestamp, invited: account.invited_at !== undefined };
}

function taken(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This e-mail address has an account already",
    "Nothing was changed. If they have lost their invitation, mail it again from the list. If they are not on the list, the account was disabled: ask whoever runs the system.",
  );
}

function lastAdmin(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "Nobody else is admin any more",
    "It was undone: an admin has to remain. Reload the list, and make somebody else admin first.",
  );
}

/** So that an admin remains. */
function ownRole(): ProblemError {
  return new ProblemError(
    403,
    "not-allowed",
    "You cannot change your own role",
    "Nothing was changed. Ask another admin to do it.",
  );
}

function tooManyLinks(retryAfterSeconds: number): ProblemError {
  return tooMany("They were mailed several links already", retryAfterSeconds);
}
