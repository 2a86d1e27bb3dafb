import type { StoredEvent } from "../charter/stored.ts";
import { eventKey } from "../charter/stored.ts";
import { composeMail } from "../mail/compose.ts";
import { writeMime } from "../mail/mime.ts";
import type { SendResult } from "../gmail/sendMail.ts";
import type { Services } from "../services.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import { removeSent } from "../charter/outbox.ts";

/** How long a request waits for Gmail, in ms: the person at the phone waits along. */
const REQUEST_DEADLINE_MS = 2_000;

/** Writes one mail of a charter and sends it. What nobody has to be told any more counts as sent. */
export async function deliver(
  services: Services,
  event: StoredEvent,
  mailId: string,
  mail: OutboxMail,
  deadlineMs: number,
): Promise<SendResult> {
  const { config, clock, log, sendMail } = services;
  const composed = await composeMail(services, event, mail);
  if (composed.state === "needless") return { state: "sent" };
  if (composed.state === "impossible") return { state: "refused", code: composed.code };
  const mime = writeMime(
    { from: { name: config.company.name, address: config.mail.from }, to: composed.to, id: mailId, date: clock() },
    composed.content,
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
