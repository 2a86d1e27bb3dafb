import { createHash, randomBytes } from "node:crypto";
import * as v from "valibot";

import { wordOrNewer } from "../../rules/contract/newer.ts";
import { LINK_PURPOSES, LINK_SECONDS, type LinkPurpose } from "../../rules/contract/api/link.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseOptionalItem } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { accountItemKey, accountKey, parseAccount, type StoredAccount } from "./store.ts";

const SECRET_BYTES = 32;

export const StoredLink = v.object({
  event_id: v.string(),
  account: v.string(),
  purpose: wordOrNewer(LINK_PURPOSES),
  /**
   * The account's when the link was made. It works while this is still so: whatever is done with a link, or done to the
   * account meanwhile, raises it. So a link is used once, and takes all others of its account along.
   */
  generation: v.number(),
  expires_at: v.number(),
});

/** A link that works, and whose it is. */
export interface OpenLink {
  readonly purpose: LinkPurpose;
  readonly account: StoredAccount;
}

/** Makes a link for an account and answers its secret. Only the secret's hash is stored. */
export async function makeLink(table: Table, account: StoredAccount, purpose: LinkPurpose, now: Date): Promise<string> {
  const token = randomBytes(SECRET_BYTES).toString("base64url");
  await table.putNew({
    ...linkKey(token),
    account: accountKey(account.email),
    purpose,
    generation: account.generation,
    expires_at: Math.floor(now.getTime() / 1000) + LINK_SECONDS[purpose],
  });
  return token;
}

/** Finds what a link's secret opens: nothing once it is used or too old, or the account changed or disabled. */
export async function findLink(table: Table, token: string, now: Date): Promise<OpenLink | undefined> {
  const link = parseOptionalItem(StoredLink, await table.get(linkKey(token)), "link");
  const purpose = LINK_PURPOSES.find((known) => known === link?.purpose);
  if (link === undefined || purpose === undefined || link.expires_at <= now.getTime() / 1000) return undefined;
  const item = await table.get(accountItemKey(link.account));
  if (item === undefined) return undefined;
  const account = parseAccount(item);
  const works = account.generation === link.generation && account.disabled_at === undefined;
  return works ? { purpose, account } : undefined;
}

function linkKey(token: string): Key {
  return { event_id: `${PARTITIONS.link}${createHash("sha256").update(token).digest("hex")}`, timestamp: "link" };
}
