import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";

type Signature = SignatureRecord["signature"];

/** Tells whether this version can put a signature on paper. A paper without it would be no copy. */
export function isDrawable(signature: Signature): signature is Extract<Signature, { method: "typed" | "drawn" }> {
  return signature.method === "typed" || signature.method === "drawn";
}
