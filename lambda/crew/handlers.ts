import { AddCrewRequest, type CrewResponse } from "../../rules/contract/api/session.ts";
import { createAccount, listAccounts } from "../accounts/store.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { readBody } from "../http/body.ts";
import { answerWritten } from "../http/written.ts";
import type { Call } from "../http/route.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";

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

async function crewResponse(services: Services): Promise<CrewResponse> {
  const accounts = await listAccounts(services.table);
  return { crew: [...countBroken(services, accounts)], broken: accounts.broken.length };
}
