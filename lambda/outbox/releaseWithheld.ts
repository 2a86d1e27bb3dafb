import type { SignatureSummary } from "../../rules/contract/api/event.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { signLine, tellHistory } from "../charter/history.ts";
import { newSignatureMails } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import type { Charter } from "../charter/readCharter.ts";
import { signatureKey } from "../charter/signatureRecord.ts";
import { updateEvent } from "../charter/update.ts";
import type { Table } from "../dynamodb/table.ts";
import { exists, joinUpdates } from "../dynamodb/update.ts";

interface Release {
  readonly account: Account;
  /** What links in the mails start with. */
  readonly origin: string;
  readonly now: Date;
}

/**
 * Queues the mails of these signatures that were held back. Whoever releases them answers for it: they count against no
 * limit. A second time, or by two at once, nothing is held back any more, and nothing is queued.
 */
export async function releaseWithheldMails(
  table: Table,
  { event, signatures }: Charter,
  ids: ReadonlySet<string>,
  { account, origin, now }: Release,
): Promise<void> {
  const { event_id: home, slug } = event.seen;
  // Each participant of a record is a line.
  const records = new Map(signatures.filter(({ id }) => ids.has(id)).map((line) => [line.id, line]));
  let released = false;
  for (const record of records.values()) {
    if (record.mail_withheld === undefined) continue;
    const queued = queueMails(withheldMails(record, record.mail_withheld, origin, now), "signature");
    const freed = { remove: ["mail_withheld"], conditions: [exists("mail_withheld"), exists("outbox")] };
    if ((await table.update(signatureKey(record.given_for ?? slug, record), joinUpdates(queued, freed))).ok)
      released = true;
  }
  if (!released) return;
  const told = tellHistory([{ kind: "mail-retried", withheld: true, ...signLine(account, now) }]);
  await updateEvent(table, home, told);
}

function withheldMails(
  record: SignatureSummary,
  withheld: NonNullable<SignatureSummary["mail_withheld"]>,
  origin: string,
  now: Date,
): ReturnType<typeof newSignatureMails> {
  const copy = withheld.includes("copy") ? "queued" : "none";
  return newSignatureMails(record, { witness: withheld.includes("witness"), copy }, origin, now);
}
