import { removeSent } from "../charter/outbox.ts";
import type { Holder } from "../charter/holder.ts";
import { soundly, type SeenEvent } from "../charter/partly.ts";
import { queueMails } from "../charter/queueMails.ts";
import { nextBatch, type RestMail } from "../charter/restMail.ts";
import { TELLINGS } from "../charter/waitingMail.ts";
import { compares, joinUpdates, type Update } from "../dynamodb/update.ts";
import type { Services } from "../services.ts";

/**
 * Lets a mail that stands for others give way to the next of them; false where there is none, or no room yet, which the next sweep
 * looks at again. One update of the charter's item does it, so that nobody gets two and nobody none, whatever dies: of two
 * senders, or of one and a reopening that takes it back, whoever comes first has it, and the other reads again.
 */
export async function tellRest({ table }: Pick<Services, "table">, { key, event }: Holder): Promise<boolean> {
  const [first] = Object.entries(event?.seen.outbox ?? {}).filter(isRest);
  if (event === undefined || first === undefined) return false;
  const [mailId, rest] = first;
  const next = givingWay(event, mailId, rest);
  if (next === "no-room") return false;
  if (next === "needless") await removeSent(table, key, mailId);
  else await table.update(key, next);
  return true;
}

function isRest(entry: [string, SeenEvent["seen"]["outbox"][string]]): entry is [string, RestMail] {
  return entry[1].kind === "rest";
}

function givingWay(charter: SeenEvent, mailId: string, rest: RestMail): Update | "needless" | "no-room" {
  // A patron who cannot be read keeps nobody else from being told.
  const event = { ...charter.seen, ...soundly(charter, "moves", "call_off_log", "status") };
  // A telling of a newer sort waits for its version.
  if (!TELLINGS.some((known) => known === rest.of)) return "no-room";
  if (!isSo(event, rest)) return "needless";
  const outbox = Object.fromEntries(Object.entries(event.outbox).filter(([id]) => id !== mailId));
  const from = { after: rest.after, at: new Date(rest.created_at), origin: rest.origin };
  const batch = nextBatch({ ...event, outbox }, rest, from);
  if (batch.told.length === 0) return batch.rest ? "no-room" : "needless";
  return joinUpdates(queueMails(batch.mails), {
    remove: [["outbox", mailId]],
    conditions: [compares(["outbox", mailId, "tries"], "=", rest.tries)],
  });
}

/** Of a move or a calling off that a later one, or a reopening, has overtaken, nobody else has to hear. */
function isSo({ moves, call_off_log, status }: SeenEvent["seen"], { of, cause }: RestMail): boolean {
  if (of === "moved") return moves.at(-1)?.id === cause && status === "open";
  return call_off_log.at(-1)?.id === cause && status === (of === "called-off" ? "canceled" : "open");
}
