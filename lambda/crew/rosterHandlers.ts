import { SendRosterRequest } from "../../rules/contract/api/crew.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { applyChange, type Change } from "../charter/change.ts";
import { answerEvent, slugParameter } from "../events/handlers.ts";
import { signLine } from "../charter/history.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import { newRosterMails, withRosterMails } from "../charter/rosterMails.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";

/** Mails a charter's roster to everybody on it once more; the same id again sends nothing. */
export async function postRoster(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const { id } = await readBody(call, SendRosterRequest);
  const origin = viewerOrigin(call);
  await applyChange(services, slug, (event) =>
    event.roster_ids.has(id) ? undefined : sending(event, id, account, { origin, now: services.clock() }),
  );
  return answerEvent(services, call, slug);
}

function sending(
  event: StoredEvent,
  id: string,
  account: Account,
  { origin, now }: { origin: string; now: Date },
): Change {
  if (event.crew.length === 0) {
    throw new ProblemError(
      409,
      "conflict",
      "Nobody is assigned to this charter",
      "No mail was sent. Edit the charter, choose who sails, and try again.",
    );
  }
  const messages = [...new Set(event.crew)].map((to) => ({ to, news: "roster" as const }));
  const order = {
    update: "SET #roster_at = :now ADD #roster_ids :ids",
    // The revision says that the crew is still the one that was read.
    condition: `${event.revision === 0 ? "attribute_not_exists(#revision)" : "#revision = :revision"} AND NOT contains(#roster_ids, :id)`,
    values: {
      now: now.toISOString(),
      ids: new Set([id]),
      id,
      ...(event.revision === 0 ? {} : { revision: event.revision }),
    },
  };
  const mails = newRosterMails(messages, { slug: event.event_id, cause: id, origin, now });
  return { order: withRosterMails(order, mails), lines: [{ kind: "roster-sent", ...signLine(account, now) }] };
}
