import { BriefingRequest, DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { recordBriefing } from "./briefing.ts";
import { recordDeparture } from "./record.ts";
import { answerChanged, slugParameter } from "../events/answer.ts";

/** Records the safety briefing, or takes it back. */
export async function postBriefing(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  await recordBriefing(services, slug, await readBody(call, BriefingRequest), account);
  return answerChanged(services, call, slug);
}

/** Records a departure, that all are back, or the correction of either. */
export async function postDeparture(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  await recordDeparture(services, slug, await readBody(call, DepartureRequest), {
    account,
    origin: viewerOrigin(call),
  });
  return answerChanged(services, call, slug);
}
