import {
  AddCrewRequest,
  ChangeCrewRequest,
  type CrewMember,
  type CrewResponse,
} from "../../rules/contract/api/session.ts";
import { createAccount, listAllAccounts, setPermissions, toAccount, type StoredAccount } from "../accounts/store.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { readBody } from "../http/body.ts";
import { answerWritten } from "../http/written.ts";
import type { Call, Caller } from "../http/route.ts";
import { notFound, ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { noteSecurity } from "../session/note.ts";

/** Lists everyone with an account. */
export async function listCrew(services: Services, call: Call): Promise<Response> {
  return call.json(await crewResponse(services));
}

/** Adds an account and answers the new list. */
export async function addCrew(services: Services, call: Call): Promise<Response> {
  const request = await readBody(call, AddCrewRequest);
  const created = await createAccount(services.table, request, services.clock());
  if (!created.ok) {
    throw new ProblemError(
      409,
      "conflict",
      "This e-mail address has an account already",
      "Nothing was changed. Use another address, or ask whoever runs the system if that account was disabled.",
    );
  }
  return answerWritten(services, call, 201, () => crewResponse(services));
}

/** Sets what a crew member may do besides their role. */
export async function patchCrew(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { permissions } = await readBody(call, ChangeCrewRequest);
  const changed = await setPermissions(services.table, call.req.param("account") ?? "", permissions);
  if (changed === undefined) throw noAccount();
  const detail = permissions.length === 0 ? "none" : permissions.join(" ");
  noteSecurity(services, call, "permissions-changed", { by: caller.email, of: changed.email, detail });
  return answerWritten(services, call, 200, () => crewResponse(services));
}

function noAccount(): ProblemError {
  return notFound("There is no such account", "Reload the list: somebody may have changed it.");
}

async function crewResponse(services: Services): Promise<CrewResponse> {
  const accounts = await listAllAccounts(services.table);
  const present = countBroken(services, accounts).filter(({ disabled_at }) => disabled_at === undefined);
  return { crew: present.map(toMember), broken: accounts.broken.length };
}

function toMember(account: StoredAccount): CrewMember {
  return { ...toAccount(account), key: account.timestamp };
}
