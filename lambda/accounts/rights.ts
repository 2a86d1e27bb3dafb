import { sealOf } from "../seals/seal.ts";

/**
 * What an account may do, and whose it is: sealed together. Whatever changes one of these seals them anew in the same update.
 * A password, a generation and a calendar link are changed by whoever owns the account, and are no part of it.
 */
export const RIGHTS = ["event_id", "timestamp", "email", "name", "role", "permissions", "created_at"] as const;

/** The seal of an account's rights, to be stored as `rights_seal`. */
export function sealRights(account: Readonly<Record<string, unknown>>): string {
  return sealOf(["rights"], Object.fromEntries(RIGHTS.map((name) => [name, account[name]])));
}
