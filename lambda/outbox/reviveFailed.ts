import type { Account } from "../../rules/contract/api/session.ts";
import { signLine, tellHistory } from "../charter/history.ts";
import { reviveMail } from "../charter/outbox.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { updateEvent } from "../charter/update.ts";
import type { Table } from "../dynamodb/table.ts";
import { joinUpdates } from "../dynamodb/update.ts";

/** Puts every mail of a charter that was given up back into its outbox, due now, with all its tries before it. */
export async function reviveFailedMails(table: Table, event: StoredEvent, now: Date, account: Account): Promise<void> {
  const told = tellHistory([{ kind: "mail-retried", ...signLine(account, now) }]);
  for (const [mailId, mail] of Object.entries(event.failed_mails)) {
    await updateEvent(table, event.event_id, joinUpdates(reviveMail(mailId, mail, now), told));
  }
}
