import { parseSignatureRecord } from "../../../lambda/charter/signatureRecord.ts";
import type { Cloud } from "../../../local/ourCloud.ts";
import type { SignatureRecord } from "../../../rules/contract/api/waiver.ts";
import { openCloudTable } from "../../load/support/client.ts";

/** The signature record of a signer of a charter, as it lies in the table. */
export async function recordOf(cloud: Cloud, slug: string, signer: string): Promise<SignatureRecord> {
  const items = await openCloudTable(cloud).query({ where: "#event_id = :slug", values: { slug } });
  const records = items
    .filter((item) => typeof item === "object" && item !== null && "record_sha256" in item)
    .map(parseSignatureRecord);
  const found = records.find((record) => record.signer.name === signer);
  if (found === undefined) throw new Error(`${signer} has not signed.`);
  return found;
}
