import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { holderOf, type Holder } from "../charter/holder.ts";
import type { SeenEvent } from "../charter/partly.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { signatureKey } from "../charter/signatureRecord.ts";
import { paperName, writeSignedPaper } from "../signatures/signedPaper.ts";
import type { Composed } from "./composed.ts";
import type { Attachment } from "./mime.ts";
import { copyMail, signatureMail } from "./signatureMail.ts";

type Mail = Extract<OutboxMail, { signature_id: string }>;

/** Writes the mail about a signature, with its PDF: to the admin, or to whoever signed. */
export async function composeSignature(
  services: Services,
  holder: Pick<Holder, "key" | "item">,
  { seen: event }: SeenEvent,
  mail: Mail,
): Promise<Composed> {
  const { config, table } = services;
  const of = holderOf(holder.key) === "signature" ? holder.key.event_id : event.event_id;
  const key = signatureKey(of, { signed_at: mail.signed_at, id: mail.signature_id });
  // The mails about a signature wait on its own record; those of versions before, on the charter.
  const item = key.timestamp === holder.key.timestamp ? holder.item : await table.get(key);
  if (item === undefined) return { state: "impossible", code: "signature-missing" };
  const paper = await writeSignedPaper(services, key, item);
  if (!paper.ok) return { state: "impossible", code: paper.code };
  const { record, text, bytes, pdf_sha256 } = paper;
  const facts = {
    record,
    pdf_sha256,
    event,
    origin: mail.origin,
    company: { name: text.company, timeZone: config.company.timeZone },
  };
  const attachments = [attach(record, bytes)];
  if (mail.kind === "signature")
    return { state: "ready", to: config.mail.admin, content: { ...signatureMail(facts), attachments } };
  if (record.email === null) return { state: "needless" };
  return { state: "ready", to: record.email, content: { ...copyMail(facts), attachments } };
}

function attach(record: SignatureRecord, bytes: Uint8Array): Attachment {
  return { name: paperName(record), type: "application/pdf", bytes };
}
