import type { Account } from "../../rules/contract/api/session.ts";
import { readFailed } from "../charter/holder.ts";
import { signLine, tellHistory } from "../charter/history.ts";
import { reviveMail } from "../charter/outbox.ts";
import type { Charter } from "../charter/readCharter.ts";
import { eventKey } from "../charter/stored.ts";
import { updateEvent } from "../charter/update.ts";
import type { Table } from "../dynamodb/table.ts";
import { joinUpdates } from "../dynamodb/update.ts";

/** Puts every mail of a charter that was given up back where it waited, due now, with all its tries before it. */
export async function reviveFailedMails(table: Table, charter: Charter, now: Date, account: Account): Promise<void> {
  const { event, signatureMails } = charter;
  const told = tellHistory([{ kind: "mail-retried", ...signLine(account, now) }]);
  for (const [mailId, mail] of Object.entries(event.failed_mails)) {
    const revived = reviveMail(eventKey(event.event_id), mailId, mail, now);
    await updateEvent(table, event.event_id, joinUpdates(revived, told));
  }
  for (const key of signatureMails.failedOn) {
    for (const [mailId, mail] of Object.entries(await readFailed(table, key)))
      await table.update(key, reviveMail(key, mailId, mail, now));
  }
}
