import * as v from "valibot";

import { nextTry } from "../../rules/mail/retries.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { anyOf, compares, exists, hasSize, missing, joinUpdates, stillHas, type Update } from "../dynamodb/update.ts";
import { noticedSlug } from "./floodNotice.ts";
import { signLine, tellHistory } from "./history.ts";
import { earliestDue, placeOf, queueMails, type OUTBOX_STATES } from "./queueMails.ts";
import { isEventKey } from "./stored.ts";
import { leaseFrom, type OutboxMail } from "./waitingMail.ts";

/** How often a removal that raced with another one is tried in its tidy form. */
const REMOVALS_MAX = 5;

const NOT_PENDING = ["outbox_state", "outbox_due"] as const;

/**
 * Takes a mail that was sent out of the outbox; with the last one, the item leaves the index. Answers whether it was that.
 * Both forms carry a condition on the size, so that a mail added at the same moment is never forgotten.
 */
export async function removeSent(table: Table, key: Key, mailId: string): Promise<"emptied" | "others-wait"> {
  const mail = ["outbox", mailId] as const;
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

const NOBODY = { email: "", name: "" };

/** A charter counts it and tells its history; what is given up on a signature record is counted with the records (tally.ts), and on a notice not at all. */
function giveUp(key: Key, mailId: string, mail: OutboxMail, now: Date): Update {
  const given: Update = { set: [[["failed_mails", mailId], mail]], remove: [["outbox", mailId]] };
  if (!isEventKey(key)) return given;
  const told = tellHistory([{ kind: "mail-failed", ...signLine(NOBODY, now) }]);
  return joinUpdates(given, { add: [["mail_failed", 1]] }, told);
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

function holderOf(key: Key): keyof typeof OUTBOX_STATES {
  if (isEventKey(key)) return "charter";
  return noticedSlug(key) === undefined ? "signature" : "notice";
}

/** What an item's place in the index is computed from; it is only moved while this still holds. */
const Placed = v.object({
  outbox: v.optional(v.record(v.string(), v.object({ due: v.string() })), () => ({})),
  outbox_due: v.optional(v.string()),
});

/**
 * Moves an item in the index to its earliest due mail, or out of it when the outbox is empty. A mail added at the same
 * moment makes the condition fail, and its own update has put the item where it belongs.
 */
export async function refreshDue(table: Table, key: Key): Promise<void> {
  const seen = parseItem(Placed, (await table.get(key, ["outbox", "outbox_due"])) ?? {}, "outbox");
  const earliest = earliestDue(seen.outbox);
  if (earliest === seen.outbox_due) return;
  if (earliest === undefined) {
    const empty = anyOf(missing("outbox"), hasSize("outbox", "=", 0));
    await table.update(key, { remove: NOT_PENDING, conditions: [exists("event_id"), empty] });
    return;
  }
  await table.update(key, {
    set: Object.entries(placeOf(seen.outbox, holderOf(key))),
    conditions: [hasSize("outbox", "=", Object.keys(seen.outbox).length), stillHas("outbox_due", seen.outbox_due)],
  });
}
