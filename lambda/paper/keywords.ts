import * as v from "valibot";

import { SHA256_HEX } from "../../rules/contract/api/fields.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";

const Claim = v.object({
  record_sha256: SHA256_HEX,
  time_zone: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_+/-]{1,64}$/)),
});
/** What a copy says of itself: of which record it is, and by which zone's clock it tells the time. */
export type PaperClaim = v.InferOutput<typeof Claim>;

/** Writes what a copy says of itself into its keywords, for `npm run ops -- verify --pdf`. */
export function keywordsOf({ record_sha256 }: Pick<SignatureRecord, "record_sha256">, timeZone: string): string[] {
  return [`record_sha256=${record_sha256}`, `time_zone=${timeZone}`];
}

/** Reads what a document's keywords say of it; undefined where it is no copy of ours. */
export function readKeywords(keywords: string): PaperClaim | undefined {
  const pairs = keywords.split(/[\s,]+/).map((word) => word.split("=", 2));
  const claim = v.safeParse(Claim, Object.fromEntries(pairs));
  return claim.success ? claim.output : undefined;
}
