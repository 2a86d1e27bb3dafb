import { createHash } from "node:crypto";

import { foldPassword } from "../../rules/accounts/password.ts";
import { COMMON_HASHES, HASH_BYTES } from "./commonHashes.ts";

/** Tells whether a password is among those that leaked most often, of the length that we take. */
export function isCommon(password: string): boolean {
  const wanted = createHash("sha256").update(foldPassword(password)).digest().subarray(0, HASH_BYTES);
  const hashes = Buffer.from(COMMON_HASHES, "base64");
  let [from, to] = [0, hashes.length / HASH_BYTES];
  while (from < to) {
    const middle = (from + to) >> 1;
    const order = Buffer.compare(wanted, hashes.subarray(middle * HASH_BYTES, (middle + 1) * HASH_BYTES));
    if (order === 0) return true;
    if (order < 0) to = middle;
    else from = middle + 1;
  }
  return false;
}
