import * as v from "valibot";

import {
  SetAvailabilityRequest,
  type AvailabilityResponse,
  type SetAvailabilityResponse,
} from "../../rules/contract/api/availability.ts";
import { ChosenDate } from "../../rules/contract/api/fields.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { invalidRequest, readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { listAvailability, setAvailability } from "./store.ts";

/** Lists a month of one's own answers; an admin sees everybody's. */
export async function getAvailability(services: Services, call: Call, account: Account): Promise<Response> {
  const month = call.req.query("month") ?? "";
  if (!v.is(ChosenDate, `${month}-01`))
    throw invalidRequest([{ field: "month", message: "must be a month as YYYY-MM, from 2000 to 2100" }]);
  const days = await listAvailability(services.table, month, account.role === "admin" ? undefined : account.email);
  return call.json({
    month,
    days: [...countBroken(services, days)],
    broken: days.broken.length,
  } satisfies AvailabilityResponse);
}

/** Sets one's own answer for a day: nobody can speak for another. */
export async function putAvailability(services: Services, call: Call, account: Account): Promise<Response> {
  const date = dateParameter(call);
  const day = await setAvailability(services.table, account.email, date, await readBody(call, SetAvailabilityRequest));
  return call.json({ day } satisfies SetAvailabilityResponse);
}

/** Reads a calendar date out of the path. */
export function dateParameter(call: Call): string {
  const date = call.req.param("date") ?? "";
  if (!v.is(ChosenDate, date))
    throw invalidRequest([{ field: "date", message: "must be a real date as YYYY-MM-DD, from 2000 to 2100" }]);
  return date;
}
