import { ReleaseMailRequest } from "../../rules/contract/api/event.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { answerChanged, slugParameter } from "../events/answer.ts";
import { eventNotFound } from "../charter/problems.ts";
import { readCharter } from "../charter/readCharter.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { releaseWithheldMails } from "./releaseWithheld.ts";
import { reviveFailedMails } from "./reviveFailed.ts";

/** Puts given-up mails of a charter back to pending; they are tried at once. */
export async function postMailRetry(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const charter = await readCharter(services, slug);
  if (charter === undefined) throw eventNotFound();
  await reviveFailedMails(services.table, charter, services.clock(), account);
  return answerChanged(services, call, slug);
}

/** Queues mails about signatures that were held back; they are tried at once. */
export async function postMailRelease(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const { signatures } = await readBody(call, ReleaseMailRequest);
  const charter = await readCharter(services, slug);
  if (charter === undefined) throw eventNotFound();
  const by = { account, origin: viewerOrigin(call), now: services.clock() };
  await releaseWithheldMails(services.table, charter, new Set(signatures), by);
  return answerChanged(services, call, slug);
}
