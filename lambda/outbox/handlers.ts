import type { Account } from "../../rules/contract/api/session.ts";
import { answerChanged, slugParameter } from "../events/answer.ts";
import { eventNotFound } from "../charter/problems.ts";
import { readStoredEvent } from "../charter/read.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { reviveFailedMails } from "./reviveFailed.ts";

/** Puts given-up mails of a charter back to pending; the next sweep, within a minute, sends them. */
export async function postMailRetry(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const event = await readStoredEvent(services.table, slug);
  if (event === undefined) throw eventNotFound();
  await reviveFailedMails(services.table, event, services.clock(), account);
  return answerChanged(services, call, slug);
}
