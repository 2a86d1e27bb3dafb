import type { Account } from "../../rules/contract/api/session.ts";
import { answerChanged, slugParameter } from "../events/answer.ts";
import { eventNotFound } from "../charter/problems.ts";
import { readCharter } from "../charter/readCharter.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { reviveFailedMails } from "./reviveFailed.ts";

/** Puts given-up mails of a charter back to pending; they are tried at once. */
export async function postMailRetry(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const charter = await readCharter(services, slug);
  if (charter === undefined) throw eventNotFound();
  await reviveFailedMails(services, charter, services.clock(), account);
  return answerChanged(services, call, slug);
}
