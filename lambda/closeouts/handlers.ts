import * as v from "valibot";

import { CloseDayRequest } from "../../rules/contract/api/closeout.ts";
import { ChosenDate } from "../../rules/contract/api/fields.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { invalidRequest, readBody } from "../http/body.ts";
import { answerTagged } from "../http/copies.ts";
import { requireCoins } from "../http/coins.ts";
import { answerWritten } from "../http/written.ts";
import type { Call } from "../http/route.ts";
import { notFound } from "../problem.ts";
import type { Services } from "../services.ts";
import { closeDay } from "./close.ts";
import { closingRefused } from "./problems.ts";
import { readDayBook, toCloseoutResponse } from "./read.ts";

/** Shows the money of a day: to an admin all of it, to the crew what they recorded. */
export async function getCloseout(services: Services, call: Call, account: Account): Promise<Response> {
  const day = dayParameter(call);
  return answerTagged(
    call,
    toCloseoutResponse(await readDayBook(services, day), services.config.company.currency, onlyOf(account)),
  );
}

/** Closes a day with its cash counted: 201 when closed now, 200 when the same count closed it before. */
export async function postCloseout(services: Services, call: Call, account: Account): Promise<Response> {
  const day = dayParameter(call);
  const request = await readBody(call, CloseDayRequest);
  const counted = request.crew.map(
    ({ counted_cents }, place) => [`crew.${place}.counted_cents`, counted_cents] as const,
  );
  requireCoins(services.config.company.currency, Object.fromEntries(counted));
  if (day > dayOf(services.clock().toISOString(), services.config.company.timeZone)) {
    throw invalidRequest([{ field: "day", message: "must not be in the future" }]);
  }
  const result = await closeDay(services, day, request, account.email);
  if (!result.ok) throw closingRefused(result, request);
  return answerWritten(services, call, result.created ? 201 : 200, async () =>
    toCloseoutResponse(await readDayBook(services, day), services.config.company.currency, undefined),
  );
}

function onlyOf({ role, email }: Account): string | undefined {
  return role === "admin" ? undefined : email;
}

function dayParameter(call: Call): string {
  const day = call.req.param("day") ?? "";
  if (!v.is(ChosenDate, day)) throw notFound("There is no such day", "Open the closeout again and choose a day there.");
  return day;
}
