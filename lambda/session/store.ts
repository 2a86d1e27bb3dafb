import { createHash, randomBytes } from "node:crypto";
import * as v from "valibot";

import type { Account } from "../../rules/contract/api/session.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { accountItemKey, accountKey, parseAccount, toAccount, type StoredAccount } from "../accounts/store.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";

/** A session ends this long after signing in. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;
const TOKEN_BYTES = 32;
/** `<account key>.<secret>`: the key lets session and account be read in one call, the secret is the proof. */
const TOKEN = /^([0-9a-f]{32})\.[\w-]{43}$/;

export const StoredSession = v.object({
  event_id: v.string(),
  account: v.string(),
  generation: v.number(),
  expires_at: v.number(),
});

/** Opens a session and answers its token. Only the token's hash is stored. */
export async function openSession(table: Table, account: StoredAccount, now: Date): Promise<string> {
  const token = `${accountKey(account.email)}.${randomBytes(TOKEN_BYTES).toString("base64url")}`;
  // That there is one already is this very session, written by a try whose answer was lost: no two tokens are the same.
  await table.putNew({
    ...sessionItemKey(token),
    account: accountKey(account.email),
    generation: account.generation,
    created_at: now.toISOString(),
    expires_at: Math.floor(now.getTime() / 1000) + SESSION_SECONDS,
  });
  return token;
}

/** Finds who a token belongs to: one read, of the session and its account, so that disabling one ends it at once. */
export async function findSession(table: Table, token: string, now: Date): Promise<Account | undefined> {
  const key = TOKEN.exec(token)?.[1];
  if (key === undefined) return undefined;
  const items = await table.getMany([sessionItemKey(token), accountItemKey(key)]);
  const accountItem = items.find((item) => isInPartition(item, accountItemKey(key).event_id));
  const sessionItem = items.find((item) => item !== accountItem);
  if (accountItem === undefined || sessionItem === undefined) return undefined;
  const session = parseItem(StoredSession, sessionItem, "session");
  const account = parseAccount(accountItem);
  const valid =
    session.account === key &&
    session.generation === account.generation &&
    account.disabled_at === undefined &&
    session.expires_at > now.getTime() / 1000;
  return valid ? toAccount(account) : undefined;
}

/** Ends a session; a token that has none changes nothing. */
export async function closeSession(table: Table, token: string): Promise<void> {
  if (TOKEN.test(token)) await table.remove(sessionItemKey(token));
}

/** Each session has a partition of its own, so that a busy day heats none. */
function sessionItemKey(token: string): Key {
  return { event_id: `${PARTITIONS.session}${createHash("sha256").update(token).digest("hex")}`, timestamp: "session" };
}

function isInPartition(item: unknown, partition: string): boolean {
  return typeof item === "object" && item !== null && "event_id" in item && item.event_id === partition;
}
