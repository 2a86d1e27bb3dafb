import * as v from "valibot";

import { AddPatronsRequest, ChangePatronRequest, RemindRequest } from "../../rules/contract/api/event.ts";
import { Id } from "../../rules/contract/api/fields.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { invalidRequest, readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { answerChanged, slugParameter } from "../events/answer.ts";
import { remindOnRequest } from "./remind.ts";
import { addPatrons, changePatron } from "./write.ts";
import { patronNotFound } from "./problems.ts";

/** Puts patrons on a charter's list, walk-ups aboard at once. */
export async function postPatrons(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  await addPatrons(services, slug, await readBody(call, AddPatronsRequest), { account, origin: viewerOrigin(call) });
  return answerChanged(services, call, slug);
}

/** Changes a patron, or checks one aboard or ashore, or takes one off the list or puts one back, or says whether a signature counts for one. */
export async function patchPatron(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const id = call.req.param("id") ?? "";
  if (!v.is(Id, id)) throw patronNotFound();
  const request = await readBody(call, ChangePatronRequest);
  const { name, email, phone, aboard, listed, signature } = request;
  if ([name, email, phone, aboard, listed, signature].every((part) => part === undefined)) {
    throw invalidRequest([
      { field: "", message: "Say what to change: name, email, phone, aboard, listed or signature" },
    ]);
  }
  await changePatron(services, slug, id, request, { account, origin: viewerOrigin(call) });
  return answerChanged(services, call, slug);
}

/** Mails the waiver's link to patrons who have not signed: 200, also where it has just been mailed to all of them. */
export async function postReminders(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const request = await readBody(call, RemindRequest);
  await remindOnRequest(services, slug, request, { account, origin: viewerOrigin(call) });
  return answerChanged(services, call, slug);
}
