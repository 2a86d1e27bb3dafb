import * as v from "valibot";

import { nextTry } from "../../rules/mail/retries.ts";
import { readPartly } from "../dynamodb/readPartly.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { anyOf, compares, exists, hasSize, missing, joinUpdates, stillHas, type Update } from "../dynamodb/update.ts";
import { signLine, tellHistory } from "./history.ts";
import { holderOf } from "./holder.ts";
import { earliestDue, OUTBOX_STATES, placeOf, queueMails } from "./queueMails.ts";
import { isEventKey } from "./stored.ts";
import { leaseFrom, type OutboxMail } from "./waitingMail.ts";

/** How often a removal that raced with another one is tried in its tidy form. */
const REMOVALS_MAX = 5;

const NOT_PENDING = ["outbox_state", "outbox_due"] as const;

/**
 * Takes a mail that was sent out of the outbox; with the last one, the item leaves the index, unless it `stays` there for
 * something else. Answers whether it has left. Both forms carry a condition on the size, so that a mail added at the same
 * moment is never forgotten.
 */
export async function removeSent(
  table: Table,
  key: Key,
  mailId: string,
  stays = false,
): Promise<"emptied" | "others-wait"> {
  const mail = ["outbox", mailId] as const;
  if (stays) {
    await table.update(key, { remove: [mail], conditions: [exists(mail)] });
    return "others-wait";
  }
  for (let attempt = 0; attempt < REMOVALS_MAX; attempt += 1) {
    const last = { remove: [mail, ...NOT_PENDING], conditions: [exists(mail), hasSize("outbox", "=", 1)] };
    if ((await table.update(key, last)).ok) return "emptied";
    const another = { remove: [mail], conditions: [exists(mail), hasSize("outbox", ">", 1)] };
    if ((await table.update(key, another)).ok) return "others-wait";
  }
  await table.update(key, { remove: [mail], conditions: [exists("outbox")] });
  return "others-wait";
}

/** Takes a due mail for one more try; false when somebody else took or sent it meanwhile. */
export async function claim(table: Table, key: Key, mailId: string, mail: OutboxMail, now: Date): Promise<boolean> {
  const [tries, due] = [["outbox", mailId, "tries"] as const, ["outbox", mailId, "due"] as const];
  const written = await table.update(key, {
    set: [
      [tries, mail.tries + 1],
      [due, leaseFrom(now)],
    ],
    conditions: [compares(tries, "=", mail.tries), compares(due, "=", mail.due)],
  });
  return written.ok;
}

/** Puts a claimed mail back for later, or gives it up after the last try. Answers which. */
export async function settleFailed(
  table: Table,
  key: Key,
  mailId: string,
  mail: OutboxMail,
  now: Date,
  final: boolean,
): Promise<"pending" | "failed"> {
  const next = final ? ({ state: "failed" } as const) : nextTry(mail.tries, now);
  const stillTried = compares(["outbox", mailId, "tries"], "=", mail.tries);
  const settled =
    next.state === "failed"
      ? giveUp(key, mailId, mail, now)
      : { set: [[["outbox", mailId, "due"], next.due]] as const };
  await table.update(key, joinUpdates(settled, { conditions: [stillTried] }));
  return next.state;
}

/** Puts a claimed mail back as if it had not been tried, for the next sweep: nobody has looked at it. */
export async function putBack(table: Table, key: Key, mailId: string, mail: OutboxMail, now: Date): Promise<"pending"> {
  const [tries, due] = [["outbox", mailId, "tries"] as const, ["outbox", mailId, "due"] as const];
  await table.update(key, {
    set: [
      [tries, mail.tries - 1],
      [due, leaseFrom(now)],
    ],
    conditions: [compares(tries, "=", mail.tries)],
  });
  return "pending";
}

const NOBODY = { email: "", name: "" };

/** A charter counts it and tells its history; what is given up on a signature record is counted with the records (tally.ts), and on a notice not at all. */
function giveUp(key: Key, mailId: string, mail: OutboxMail, now: Date): Update {
  const given: Update = { set: [[["failed_mails", mailId], mail]], remove: [["outbox", mailId]] };
  if (!isEventKey(key)) return given;
  const told = tellHistory([{ kind: "mail-failed", ...signLine(NOBODY, now) }]);
  return joinUpdates(given, { add: [["mail_failed", 1]] }, told);
}

/** Puts an item without mails in the index, due now: the next sweep has something else to do about it. */
export async function placeDue(table: Table, key: Key, now: Date): Promise<void> {
  await table.update(key, {
    init: Object.entries({ outbox_state: OUTBOX_STATES[holderOf(key)], outbox_due: now.toISOString() }),
    conditions: [exists("event_id")],
  });
}

/** Puts a mail that was given up back into the outbox of its item, due now, with all its tries before it. */
export function reviveMail(key: Key, mailId: string, mail: OutboxMail, now: Date): Update {
  const queued = queueMails({ [mailId]: { ...mail, tries: 0, due: now.toISOString() } }, holderOf(key));
  return joinUpdates(queued, {
    remove: [["failed_mails", mailId]],
    ...(isEventKey(key) ? { add: [["mail_failed", -1]] } : {}),
    conditions: [exists(["failed_mails", mailId])],
  });
}

/** What an item's place in the index is computed from; it is only moved while this still holds. */
const StoredPlace = v.object({
  outbox: v.optional(v.record(v.string(), v.object({ due: v.string() })), () => ({})),
  outbox_due: v.optional(v.string()),
});

/**
 * Moves an item in the index to its earliest due mail, or out of it when the outbox is empty. A mail added at the same
 * moment makes the condition fail, and its own update has put the item where it belongs. Where nothing that waits can be
 * read the item stays where it is: each sweep finds it there, and tells of it.
 */
export async function refreshDue(table: Table, key: Key): Promise<void> {
  const { seen, unread } = readPartly(StoredPlace, (await table.get(key, ["outbox", "outbox_due"])) ?? {}, "outbox");
  const earliest = earliestDue(seen.outbox);
  if (earliest === seen.outbox_due) return;
  if (earliest === undefined) {
    if (unread.has("outbox")) return;
    const empty = anyOf(missing("outbox"), hasSize("outbox", "=", 0));
    await table.update(key, { remove: NOT_PENDING, conditions: [exists("event_id"), empty] });
    return;
  }
  await table.update(key, {
    set: Object.entries(placeOf(seen.outbox, holderOf(key))),
    conditions: [
      hasSize("outbox", "=", Object.keys(seen.outbox).length + (unread.get("outbox") ?? []).length),
      stillHas("outbox_due", seen.outbox_due),
    ],
  });
}
