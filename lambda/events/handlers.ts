import * as v from "valibot";

import { ChangeEventRequest, CreateEventRequest } from "../../rules/contract/api/event.ts";
import type { EventsResponse } from "../../rules/contract/api/month.ts";
import { ChosenDate } from "../../rules/contract/api/fields.ts";
import { CallOffRequest } from "../../rules/contract/api/callOff.ts";
import { MoveRequest } from "../../rules/contract/api/move.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { addDays } from "../../rules/time/dates.ts";
import { brokenCharters } from "../charter/broken.ts";
import { queryDays } from "../charter/byMonth.ts";
import { recordState } from "../charter/recordState.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { invalidRequest, readBody } from "../http/body.ts";
import { hasCopy, stillRight, tagFor } from "../http/copies.ts";
import { requireCoins } from "../http/coins.ts";
import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { callOffEvent } from "./callOff.ts";
import { changeEvent } from "./change.ts";
import { createEvent } from "./create.ts";
import { moveEvent } from "./move.ts";
import { answerChanged, answerEvent, slugParameter } from "./answer.ts";
import { creationRefused } from "./problems.ts";
import { listEvents } from "./read.ts";

/** Lists the charters of a month. */
export async function listMonth(services: Services, call: Call): Promise<Response> {
  const month = call.req.query("month") ?? "";
  if (!v.is(ChosenDate, `${month}-01`))
    throw invalidRequest([{ field: "month", message: "must be a month as YYYY-MM, from 2000 to 2100" }]);
  // Before the list is read: what changes in between is news to the next look.
  const tag = await tagOfList(services, month);
  if (hasCopy(call, tag)) return stillRight({ etag: tag });
  const events = await listEvents(services, month);
  return call.json(
    {
      month,
      events: [...countBroken(services, events)],
      broken: brokenCharters(events.broken),
    } satisfies EventsResponse,
    200,
    { etag: tag },
  );
}

/** For so long the copy of a month may be still right but for the days around today, in ms: to read all of one is dear. */
export const LIST_COPY_MS = 120_000;

/** Names the state of the charters of yesterday, today and tomorrow, which whoever looks at a month looks for news of. */
async function tagOfList({ table, clock, config }: Services, month: string): Promise<string> {
  const now = clock();
  const today = dayOf(now.toISOString(), config.company.timeZone);
  const around = await queryDays(table, addDays(today, -1), addDays(today, 1));
  return tagFor(`${month} ${recordState(around)}`, now, LIST_COPY_MS);
}

/** Creates a charter: 201 when new, 200 when the same request created it before. */
export async function postEvent(services: Services, call: Call, account: Account): Promise<Response> {
  const request = await readBody(call, CreateEventRequest);
  requireCoins(services.config.company.currency, { price_cents: request.price_cents });
  const result = await createEvent(services.table, request, {
    currency: services.config.company.currency,
    by: account,
    origin: viewerOrigin(call),
    now: services.clock(),
  });
  if (!result.ok) throw creationRefused(result.reason);
  return answerChanged(services, call, result.slug, result.created ? 201 : 200);
}

/** Reads one charter. */
export function getEvent(services: Services, call: Call): Promise<Response> {
  return answerEvent(services, call, slugParameter(call));
}

/** Changes a charter's details. */
export async function patchEvent(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const request = await readBody(call, ChangeEventRequest);
  requireCoins(services.config.company.currency, { price_cents: request.price_cents });
  await changeEvent(services, slug, request, { account, origin: viewerOrigin(call) });
  return answerChanged(services, call, slug);
}

/** Moves a charter: 200, also when the same request moved it before. */
export async function postMove(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const request = await readBody(call, MoveRequest);
  await moveEvent(services, slug, request, { account, origin: viewerOrigin(call) });
  return answerChanged(services, call, slug);
}

/** Calls a charter off: 200, also when the same request called it off before. */
export async function postCallOff(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const request = await readBody(call, CallOffRequest);
  await callOffEvent(services, slug, request, { account, origin: viewerOrigin(call) });
  return answerChanged(services, call, slug);
}
