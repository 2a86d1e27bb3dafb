import { createHash } from "node:crypto";
import * as v from "valibot";

import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import type { ShownText } from "../../rules/waiver/text.ts";
import { parseSignatureRecord } from "../charter/signatureRecord.ts";
import type { Key } from "../dynamodb/table.ts";
import { exists } from "../dynamodb/update.ts";
import { isDrawable } from "../paper/drawable.ts";
import type { Stamp } from "../rfc3161/stamp.ts";
import type { Services } from "../services.ts";
import { readStamp, stampRecord } from "../stamps/stampRecord.ts";
import { readShownText } from "../waiverTexts/shown.ts";
import { signaturePaper } from "./paper.ts";

export type SignedPaper =
  | {
      readonly ok: true;
      readonly record: SignatureRecord;
      /** The text that was signed. */
      readonly text: ShownText;
      readonly bytes: Uint8Array;
      /** In lower-case hex; it is noted beside the record. */
      readonly pdf_sha256: string;
    }
  /** Why this version cannot write it. */
  | { readonly ok: false; readonly code: "signature-newer" | "waiver-text-missing" };

const Item = v.record(v.string(), v.unknown());

/** Writes the PDF of a signature out of its item, stamped where the stack names an authority, and notes the PDF's hash. */
export async function writeSignedPaper(services: Services, key: Key, item: unknown): Promise<SignedPaper> {
  const { config, table } = services;
  const record = parseSignatureRecord(item);
  if (!isDrawable(record.signature)) return { ok: false, code: "signature-newer" };
  const text = await readShownText(table, record.text_sha256);
  if (text === undefined) return { ok: false, code: "waiver-text-missing" };
  const stamp = await stamped(services, key, item);
  const bytes = await signaturePaper({ record, text, timeZone: config.company.timeZone, stamp });
  const pdf_sha256 = createHash("sha256").update(bytes).digest("hex");
  // Outside what is sealed. A set: a later version of this program may write the same record otherwise.
  await table.update(key, {
    add: [["pdf_sha256", new Set([pdf_sha256])]],
    conditions: [exists("event_id")],
  });
  return { ok: true, record, text, bytes, pdf_sha256 };
}

/** No paper waits for an outside clock: where it gives no stamp now, the sweep asks again, and this paper says nothing of it. */
async function stamped(services: Services, key: Key, item: unknown): Promise<Stamp | undefined> {
  try {
    return await stampRecord(services, key, v.parse(Item, item));
  } catch (error) {
    services.log.fault("signature put on paper without a timestamp", error);
    return readStamp(item);
  }
}

/** What the PDF of a signature is called: what a mailbox or a folder shows has no word of the signer's. */
export function paperName({ slug, id }: SignatureRecord): string {
  return `waiver-${slug}-${id.slice(0, 8)}.pdf`;
}
