import type { Account } from "../../rules/contract/api/session.ts";
import { listNotices } from "../charter/floodNotice.ts";
import { readFailed } from "../charter/holder.ts";
import { signLine, tellHistory } from "../charter/history.ts";
import { reviveMail } from "../charter/outbox.ts";
import { requireSound } from "../charter/partly.ts";
import type { Charter, Reading } from "../charter/readCharter.ts";
import { eventKey } from "../charter/stored.ts";
import { updateEvent } from "../charter/update.ts";
import { joinUpdates } from "../dynamodb/update.ts";

/** Puts every mail of a charter that was given up back where it waited, due now, with all its tries before it. */
export async function reviveFailedMails(
  reading: Reading,
  charter: Charter,
  now: Date,
  account: Account,
): Promise<void> {
  const { table } = reading;
  const { event, signatureMails } = charter;
  requireSound(event, "failed_mails", []);
  const { event_id, failed_mails } = event.seen;
  const told = tellHistory([{ kind: "mail-retried", ...signLine(account, now) }]);
  for (const [mailId, mail] of Object.entries(failed_mails)) {
    const revived = reviveMail(eventKey(event_id), mailId, mail, now);
    await updateEvent(table, event_id, joinUpdates(revived, told));
  }
  for (const key of [...signatureMails.failedOn, ...(await listNotices(table, event_id))]) {
    for (const [mailId, mail] of Object.entries(await readFailed(reading, key)))
      await table.update(key, reviveMail(key, mailId, mail, now));
  }
}
