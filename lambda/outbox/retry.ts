import type { Account } from "../../rules/contract/api/session.ts";
import type { Table } from "../dynamodb/table.ts";
import { updateEvent } from "../charter/heal.ts";
import { signLine, withHistory } from "../charter/history.ts";
import { eventKey, type StoredEvent } from "../charter/stored.ts";

/** Puts every mail of a charter that was given up back into its outbox, due now, with all its tries before it. */
export async function retryFailedMails(table: Table, event: StoredEvent, now: Date, account: Account): Promise<void> {
  for (const [mailId, mail] of Object.entries(event.failed_mails)) {
    const due = now.toISOString();
    await updateEvent(
      table,
      eventKey(event.event_id),
      withHistory(
        {
          update:
            "SET #outbox.#mail = :mail, #outbox_state = :pending, #outbox_due = :due " +
            "REMOVE #failed_mails.#mail ADD #mail_failed :minusOne",
          condition: "attribute_exists(#failed_mails.#mail)",
          names: { mail: mailId },
          values: { mail: { ...mail, tries: 0, due }, pending: "pending", due, minusOne: -1 },
        },
        [{ kind: "mail-retried", ...signLine(account, now) }],
      ),
    );
  }
}
