import { createHash } from "node:crypto";
import * as v from "valibot";

import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import type { Holder } from "../charter/holder.ts";
import type { SeenEvent } from "../charter/partly.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { parseSignatureRecord, signatureKey } from "../charter/signatureRecord.ts";
import type { Key } from "../dynamodb/table.ts";
import { exists } from "../dynamodb/update.ts";
import { isDrawable } from "../paper/drawable.ts";
import type { Stamp } from "../rfc3161/stamp.ts";
import { readStamp, stampRecord } from "../stamps/stampRecord.ts";
import { readShownText } from "../waiverTexts/shown.ts";
import type { Composed } from "./composed.ts";
import type { Attachment } from "./mime.ts";
import { copyMail, signatureMail } from "./signatureMail.ts";
import { signaturePaper } from "./signaturePaper.ts";

const Item = v.record(v.string(), v.unknown());

type Mail = Extract<OutboxMail, { signature_id: string }>;

/** Writes the mail about a signature, with its PDF: to the admin, or to whoever signed. */
export async function composeSignature(
  services: Services,
  holder: Pick<Holder, "key" | "item">,
  { seen: event }: SeenEvent,
  mail: Mail,
): Promise<Composed> {
  const { config, table } = services;
  const key = signatureKey(event.event_id, { signed_at: mail.signed_at, id: mail.signature_id });
  // The mails about a signature wait on its own record; those of versions before, on the charter.
  const item = key.timestamp === holder.key.timestamp ? holder.item : await table.get(key);
  if (item === undefined) return { state: "impossible", code: "signature-missing" };
  const record = parseSignatureRecord(item);
  if (!isDrawable(record.signature)) return { state: "impossible", code: "signature-newer" };
  const text = await readShownText(table, record.text_sha256);
  if (text === undefined) return { state: "impossible", code: "waiver-text-missing" };
  const stamp = await stamped(services, key, item);
  const bytes = await signaturePaper({ record, text, timeZone: config.company.timeZone, stamp });
  const pdf_sha256 = createHash("sha256").update(bytes).digest("hex");
  // Outside what is sealed. A set: a later version of this program may write the same record otherwise.
  await table.update(key, {
    add: [["pdf_sha256", new Set([pdf_sha256])]],
    conditions: [exists("event_id")],
  });
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

/** No mail waits for an outside clock: where it gives no stamp now, the sweep asks again, and this paper says nothing of it. */
async function stamped(services: Services, key: Key, item: unknown): Promise<Stamp | undefined> {
  try {
    return await stampRecord(services, key, v.parse(Item, item));
  } catch (error) {
    services.log.fault("signature mailed without a timestamp", error);
    return readStamp(item);
  }
}

/** Anybody may sign with anybody's address: what a mailbox shows before a mail is opened has no word of the signer's. */
function attach({ slug, id }: SignatureRecord, bytes: Uint8Array): Attachment {
  return { name: `waiver-${slug}-${id.slice(0, 8)}.pdf`, type: "application/pdf", bytes };
}
