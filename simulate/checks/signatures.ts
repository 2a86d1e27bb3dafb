import { parseSignatureRecord } from "../../lambda/charter/signatureRecord.ts";
import type { Book } from "../book/book.ts";
import { requestOf } from "../book/deed.ts";
import { checkOnce, checkSame } from "./once.ts";
import type { Stored } from "./stored.ts";

/** Holds each signature record against what was signed. */
export function checkSignatures(book: Book, { signatures }: Stored): void {
  const records = [...signatures].flatMap(([slug, items]) =>
    items.map((item) => ({ id: String(item["id"]), slug, item })),
  );
  const byId = new Map(records.map(({ id, item }) => [id, item]));
  for (const [deed] of checkOnce("signatures", "signature", book.signatures, records)) {
    checkSame("signatures", "signature", deed, requestOf(deed), { ...parseSignatureRecord(byId.get(deed.id)) });
  }
}
