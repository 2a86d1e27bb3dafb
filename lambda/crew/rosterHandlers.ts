import { SendRosterRequest } from "../../rules/contract/api/crew.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { applyChange, type Change } from "../charter/change.ts";
import { answerChanged, slugParameter } from "../events/answer.ts";
import { signLine } from "../charter/history.ts";
import { soundly } from "../charter/partly.ts";
import { stillAtRevision, type StoredEvent } from "../charter/stored.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { contains, joinUpdates, not, type Update } from "../dynamodb/update.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import { newRosterMails } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";

/** Mails a charter's roster to everybody on it once more; the same id again sends nothing. */
export async function postRoster(services: Services, call: Call, account: Account): Promise<Response> {
  const slug = slugParameter(call);
  const { id } = await readBody(call, SendRosterRequest);
  const origin = viewerOrigin(call);
  await applyChange(services, slug, (charter) => {
    const event = soundly(charter, ...DECISIVE);
    return event.roster_ids.has(id) ? undefined : sending(event, id, account, { origin, now: services.clock() });
  });
  return answerChanged(services, call, slug);
}

/** What of a charter decides to whom its roster goes. */
const DECISIVE = ["event_id", "crew", "roster_ids", "revision"] as const;

function sending(
  event: Pick<StoredEvent, (typeof DECISIVE)[number]>,
  id: string,
  account: Account,
  { origin, now }: { origin: string; now: Date },
): Change {
  if (event.crew.length === 0) throw nobodyAssigned();
  const ids = new Set([...event.roster_ids, id]);
  if (itemBytes(ids) > CHARTER_BUDGETS.rosters.bytes) throw rosterSentTooOften();
  const messages = [...new Set(event.crew)].map((to) => ({ to, news: "roster" as const }));
  const sent: Update = {
    set: [["roster_at", now.toISOString()]],
    add: [["roster_ids", new Set([id])]],
    // The revision says that the crew is still the one that was read.
    conditions: [stillAtRevision(event.revision), not(contains("roster_ids", id))],
  };
  const mails = newRosterMails(messages, { slug: event.event_id, cause: id, origin, now });
  return {
    update: joinUpdates(sent, queueMails(mails)),
    lines: [{ kind: "roster-sent", ...signLine(account, now) }],
  };
}

function nobodyAssigned(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "Nobody is assigned to this charter",
    "No mail was sent. Edit the charter, choose who sails, and try again.",
  );
}

function rosterSentTooOften(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This roster was mailed too often",
    "No mail was sent. A change of the crew or the status is still mailed by itself.",
  );
}
