import { nextTry } from "../../rules/mail/retries.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { withHistory } from "./history.ts";
import { leaseFrom, type OutboxMail } from "./waitingMail.ts";

/** How often a removal that raced with another one is tried in its tidy form. */
const REMOVALS_MAX = 5;

/**
 * Takes a mail that was sent out of the outbox; with the last one, the item leaves the index.
 * Both forms carry a condition on the size, so that a mail added at the same moment is never forgotten.
 */
export async function removeSent(table: Table, key: Key, mailId: string): Promise<void> {
  for (let attempt = 0; attempt < REMOVALS_MAX; attempt += 1) {
    if (await removeIf(table, key, mailId, "REMOVE #outbox.#mail, #outbox_state, #outbox_due", "size(#outbox) = :one"))
      return;
    if (await removeIf(table, key, mailId, "REMOVE #outbox.#mail", "size(#outbox) > :one")) return;
  }
  await table.update(key, {
    update: "REMOVE #outbox.#mail",
    condition: "attribute_exists(#outbox)",
    names: { mail: mailId },
  });
}

async function removeIf(table: Table, key: Key, mailId: string, update: string, size: string): Promise<boolean> {
  const written = await table.update(key, {
    update,
    condition: `attribute_exists(#outbox.#mail) AND ${size}`,
    names: { mail: mailId },
    values: { one: 1 },
  });
  return written.ok;
}

/** Takes a due mail for one more try; false when somebody else took or sent it meanwhile. */
export async function claim(table: Table, key: Key, mailId: string, mail: OutboxMail, now: Date): Promise<boolean> {
  const written = await table.update(key, {
    update: "SET #outbox.#mail.#tries = :next, #outbox.#mail.#due = :lease",
    condition: "#outbox.#mail.#tries = :tries AND #outbox.#mail.#due = :due",
    names: { mail: mailId },
    values: { next: mail.tries + 1, lease: leaseFrom(now), tries: mail.tries, due: mail.due },
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
  if (next.state === "failed") await giveUp(table, key, mailId, mail, now);
  else {
    await table.update(key, {
      update: "SET #outbox.#mail.#due = :due",
      condition: "#outbox.#mail.#tries = :tries",
      names: { mail: mailId },
      values: { due: next.due, tries: mail.tries },
    });
  }
  return next.state;
}

async function giveUp(table: Table, key: Key, mailId: string, mail: OutboxMail, now: Date): Promise<void> {
  await table.update(
    key,
    withHistory(
      {
        update: "SET #failed_mails.#mail = :mail REMOVE #outbox.#mail ADD #mail_failed :one",
        condition: "#outbox.#mail.#tries = :tries",
        names: { mail: mailId },
        values: { mail, tries: mail.tries, one: 1 },
      },
      [{ kind: "mail-failed", at: now.toISOString(), by: "", name: "" }],
    ),
  );
}

/** What the item's place in the index was computed from; it is only moved while this still holds. */
export interface OutboxSnapshot {
  readonly outbox: Readonly<Record<string, OutboxMail>>;
  readonly outbox_due?: string | undefined;
}

/**
 * Moves the item in the index to its earliest due mail, or out of it when the outbox is empty. A mail added at the same
 * moment makes the condition fail, and its own update has put the item where it belongs.
 */
export async function refreshDue(table: Table, key: Key, seen: OutboxSnapshot): Promise<void> {
  const earliest = Object.values(seen.outbox)
    .map(({ due }) => due)
    .sort()[0];
  if (earliest === seen.outbox_due) return;
  if (earliest === undefined) {
    await table.update(key, {
      update: "REMOVE #outbox_state, #outbox_due",
      condition: "attribute_exists(#event_id) AND (attribute_not_exists(#outbox) OR size(#outbox) = :none)",
      values: { none: 0 },
    });
    return;
  }
  await table.update(key, {
    update: "SET #outbox_state = :pending, #outbox_due = :due",
    condition: `size(#outbox) = :count AND ${seen.outbox_due === undefined ? "attribute_not_exists(#outbox_due)" : "#outbox_due = :seen"}`,
    values: {
      pending: "pending",
      due: earliest,
      count: Object.keys(seen.outbox).length,
      ...(seen.outbox_due === undefined ? {} : { seen: seen.outbox_due }),
    },
  });
}
