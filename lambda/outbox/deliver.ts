import type { StoredEvent } from "../events/stored.ts";
import { eventKey } from "../events/stored.ts";
import { ledgerMail } from "../mail/ledgerMail.ts";
import { writeMime } from "../mail/mime.ts";
import type { SendResult } from "../mail/sendMail.ts";
import type { Services } from "../services.ts";
import type { OutboxMail } from "./mail.ts";
import { removeSent } from "./store.ts";

/** How long a request waits for Gmail, in ms: the person at the phone waits along. */
const REQUEST_DEADLINE_MS = 2_000;

/** Builds one mail of a charter and sends it. A mail whose entry is missing from the ledger can never be sent. */
export async function deliver(
  services: Services,
  event: StoredEvent,
  mailId: string,
  mail: OutboxMail,
  deadlineMs: number,
): Promise<SendResult> {
  const { config, clock, log, sendMail } = services;
  const entry = event.payment_log.find(({ id }) => id === mail.entry_id);
  if (entry === undefined) return { state: "refused", code: "entry-missing" };
  const content = ledgerMail({ event, entry, origin: mail.origin, company: config.company });
  const mime = writeMime(
    { from: { name: config.company.name, address: config.mail.from }, to: config.mail.admin, id: mailId, date: clock() },
    content,
  );
  const result = await sendMail({ id: mailId, mime }, deadlineMs);
  if (result.state === "sent") log.metric("MailSent", 1);
  else log.warn("mail not sent", { mail: mailId, state: result.state, code: result.code, tries: mail.tries });
  return result;
}

/**
 * Sends the mail of a request that has just written it, within the deadline. Whatever goes wrong, the payment stands
 * and the mail waits in the outbox.
 */
export async function deliverNow(services: Services, event: StoredEvent, mailId: string): Promise<"sent" | "queued"> {
  const mail = event.outbox[mailId];
  if (mail === undefined) return "queued";
  try {
    const result = await deliver(services, event, mailId, mail, REQUEST_DEADLINE_MS);
    if (result.state !== "sent") {
      services.log.metric("MailDelayed", 1);
      return "queued";
    }
    await removeSent(services.table, eventKey(event.event_id), mailId);
    return "sent";
  } catch (error) {
    services.log.fault("mail left to the sweep", error, { mail: mailId });
    return "queued";
  }
}
