import * as v from "valibot";

import { AddPatronRequest, ChangePatronRequest } from "../../rules/api/event.ts";
import { Id } from "../../rules/api/fields.ts";
import { invalidRequest, readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { notFound, type ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { answerEvent, slugParameter } from "./handlers.ts";
import { addPatron, changePatron, removePatron } from "./patrons.ts";
import { eventNotFound, manifestFull } from "./problems.ts";
import { readStoredEvent } from "./read.ts";

/** Puts a patron on a charter's list. */
export async function postPatron(services: Services, call: Call): Promise<Response> {
  const slug = slugParameter(call);
  const written = await addPatron(services.table, slug, await readBody(call, AddPatronRequest), services.clock());
  if (!written.ok) throw (await readStoredEvent(services.table, slug)) === undefined ? eventNotFound() : manifestFull();
  return answerEvent(services, call, slug);
}

/** Renames a patron, or checks one aboard or ashore. */
export async function patchPatron(services: Services, call: Call): Promise<Response> {
  const slug = slugParameter(call);
  const id = patronParameter(call);
  const request = await readBody(call, ChangePatronRequest);
  if (request.name === undefined && request.aboard === undefined) {
    throw invalidRequest([{ field: "", message: "Say what to change: name or aboard" }]);
  }
  const written = await changePatron(services.table, slug, id, request, services.clock());
  if (!written.ok) throw (await readStoredEvent(services.table, slug)) === undefined ? eventNotFound() : patronNotFound();
  return answerEvent(services, call, slug);
}

/** Takes a patron off a charter's list. */
export async function deletePatron(services: Services, call: Call): Promise<Response> {
  const slug = slugParameter(call);
  const written = await removePatron(services.table, slug, patronParameter(call));
  if (!written.ok) throw eventNotFound();
  return answerEvent(services, call, slug);
}

function patronParameter(call: Call): string {
  const id = call.req.param("id") ?? "";
  if (!v.is(Id, id)) throw patronNotFound();
  return id;
}

function patronNotFound(): ProblemError {
  return notFound("This patron is not on the list", "Somebody may have taken the name off. Reload the charter.");
}
