import type { Holder } from "../charter/holder.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import type { SendResult } from "../gmail/sendMail.ts";
import { composeMail } from "../mail/compose.ts";
import type { Composed } from "../mail/composed.ts";
import { writeMime, type MailHead } from "../mail/mime.ts";
import type { Services } from "../services.ts";

/** What became of a try. `unwritten`: the mail could not be written this time, which says nothing about Gmail. */
export type Delivery = SendResult | { readonly state: "unwritten"; readonly code: string };

/** Writes one mail of an item and sends it. What nobody has to be told any more counts as sent. Never throws. */
export async function deliver(
  services: Services,
  holder: Holder,
  mailId: string,
  mail: OutboxMail,
  deadlineMs: number,
): Promise<Delivery> {
  const { clock, log, sendMail } = services;
  const composed = await compose(services, holder, mailId, mail);
  if (composed.state === "needless") return { state: "sent" };
  if (composed.state === "unwritten") return composed;
  if (composed.state === "impossible") return { state: "refused", code: composed.code };
  const mime = await writeMime(
    {
      from: composed.from,
      to: composed.to,
      cc: composed.cc,
      on: holder.key,
      id: mailId,
      date: clock(),
    },
    composed.content,
  );
  const result = await sendMail({ id: mailId, mime }, deadlineMs);
  if (result.state === "sent") log.metric("MailSent", 1);
  else log.warn("mail not sent", { mail: mailId, state: result.state, code: result.code, tries: mail.tries });
  return result;
}

type Unwritten = Extract<Delivery, { state: "unwritten" }>;

/** A mail that cannot be written is a failed try of that mail alone. */
async function compose(
  services: Services,
  holder: Holder,
  mailId: string,
  mail: OutboxMail,
): Promise<(Composed & { readonly from: MailHead["from"] }) | Unwritten> {
  try {
    // Whose mail it is belongs to it: where that cannot be read, nothing is sent.
    const { name } = await services.company.read();
    return { ...(await composeMail(services, holder, mail)), from: { name, address: services.config.mail.from } };
  } catch (error) {
    services.log.fault("mail not written", error, { mail: mailId, tries: mail.tries });
    if (error instanceof BrokenItem) services.log.metric("BrokenItem", 1);
    return { state: "unwritten", code: error instanceof Error ? error.name : "unknown" };
  }
}
