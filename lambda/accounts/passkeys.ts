import * as v from "valibot";

import { Instant } from "../../rules/contract/api/fields.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseItem, parseOptionalItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { compares, exists } from "../dynamodb/update.ts";
import { accountItemKey, accountKey, parseAccount, type StoredAccount } from "./store.ts";

/** So many passkeys an account may have. */
export const PASSKEYS_MAX = 10;

export const StoredPasskey = v.object({
  event_id: v.string(),
  /** The credential's id. */
  timestamp: v.string(),
  name: v.string(),
  /** COSE, in Base64url. */
  public_key: v.string(),
  /** How often the authenticator says that it was used; most of today's always say 0. */
  counter: v.number(),
  transports: v.array(v.string()),
  created_at: Instant,
  used_at: v.optional(Instant),
});
export type StoredPasskey = v.InferOutput<typeof StoredPasskey>;

/** A passkey to be stored. */
export type PasskeyFacts = Pick<StoredPasskey, "name" | "public_key" | "counter" | "transports"> & {
  readonly id: string;
};

/** Lists the passkeys of an account, the oldest first. */
export async function listPasskeys(table: Table, email: string): Promise<ReadList<StoredPasskey>> {
  const partition = `${PARTITIONS.passkeys}${accountKey(email)}`;
  const items = await table.query({ where: "#event_id = :partition", values: { partition } });
  const { found, broken } = readEach(items, (item) => parseItem(StoredPasskey, item, "passkey"));
  return { found: found.toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1)), broken };
}

/** Finds a passkey of the account with a key. */
export async function findPasskey(table: Table, account: string, id: string): Promise<StoredPasskey | undefined> {
  return parseOptionalItem(StoredPasskey, await table.get(passkeyKey(account, id)), "passkey");
}

/** Stores a new passkey of an account; one that it has stays as it is. */
export async function addPasskey(table: Table, email: string, facts: PasskeyFacts, now: Date): Promise<void> {
  const { id, ...stored } = facts;
  await table.putNew({ ...passkeyKey(accountKey(email), id), ...stored, created_at: now.toISOString() });
}

/** Takes a passkey off an account. */
export async function removePasskey(table: Table, email: string, id: string): Promise<void> {
  await table.remove(passkeyKey(accountKey(email), id));
}

/** Notes that a passkey was used; false where somebody has used one with the same count: it was copied. */
export async function notePasskeyUsed(
  table: Table,
  { event_id, timestamp, counter }: StoredPasskey,
  newCounter: number,
  now: Date,
): Promise<boolean> {
  const written = await table.update(
    { event_id, timestamp },
    {
      set: [
        ["counter", newCounter],
        ["used_at", now.toISOString()],
      ],
      conditions: [compares("counter", "=", counter)],
    },
  );
  return written.ok;
}

/**
 * Notes that how somebody signs in has changed: all sessions end, and whoever was invited has come. Undefined where the
 * account was changed since it was read.
 */
export async function noteNewWayIn(table: Table, account: StoredAccount): Promise<StoredAccount | undefined> {
  const written = await table.updateAndRead(accountItemKey(accountKey(account.email)), {
    add: [["generation", 1]],
    remove: ["invited_at"],
    conditions: [exists("event_id"), compares("generation", "=", account.generation)],
  });
  return written.ok ? parseAccount(written.item) : undefined;
}

function passkeyKey(account: string, id: string): Key {
  return { event_id: `${PARTITIONS.passkeys}${account}`, timestamp: id };
}
