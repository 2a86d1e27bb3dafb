import { createHash, randomBytes } from "node:crypto";

import { accountItemKey, accountKey, parseAccount, type StoredAccount } from "../accounts/store.ts";
import type { Table } from "../dynamodb/table.ts";
import { exists } from "../dynamodb/update.ts";

const SECRET_BYTES = 32;
/** `<account key>-<secret>`: the key finds the account in one read, the secret is the proof. Unreserved ASCII only. */
const SECRET = /^([0-9a-f]{32})-[\w-]{43}$/;

/** Makes a new secret for an account in place of the old one and answers it; only its hash is stored. */
export async function renewSecret(table: Table, email: string, now: Date): Promise<string> {
  const secret = `${accountKey(email)}-${randomBytes(SECRET_BYTES).toString("base64url")}`;
  const written = await table.update(accountItemKey(accountKey(email)), {
    set: Object.entries({ calendar_sha256: hashOf(secret), calendar_since: now.toISOString() }),
    conditions: [exists("event_id")],
  });
  if (!written.ok) throw new Error("The account of a session is gone.");
  return secret;
}

/** Turns an account's link off; one that has none stays so. */
export async function revokeSecret(table: Table, email: string): Promise<void> {
  await table.update(accountItemKey(accountKey(email)), {
    remove: ["calendar_sha256", "calendar_since"],
    conditions: [exists("event_id")],
  });
}

/** Finds whose calendar a secret opens: nobody's once it was replaced or turned off, or the account disabled. */
export async function findBySecret(table: Table, secret: string): Promise<StoredAccount | undefined> {
  const key = SECRET.exec(secret)?.[1];
  if (key === undefined) return undefined;
  const item = await table.get(accountItemKey(key));
  if (item === undefined) return undefined;
  const account = parseAccount(item);
  return account.calendar_sha256 === hashOf(secret) && account.disabled_at === undefined ? account : undefined;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
