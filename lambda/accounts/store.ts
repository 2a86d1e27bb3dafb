import { createHash } from "node:crypto";
import * as v from "valibot";

import { wordOrNewer } from "../../rules/contract/newer.ts";
import { Instant } from "../../rules/contract/api/fields.ts";
import { ROLES, type Account, type AddCrewRequest } from "../../rules/contract/api/session.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseItem, parseOptionalItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { exists } from "../dynamodb/update.ts";
import { hashPassword, type ScryptCost } from "./password.ts";
import { sealRights } from "./rights.ts";

/** All accounts share one partition, so that listing them is a query: a company has dozens, not thousands. */
const PARTITION = PARTITIONS.accounts;

export const StoredAccount = v.object({
  event_id: v.literal(PARTITION),
  timestamp: v.string(),
  email: v.string(),
  name: v.string(),
  role: wordOrNewer(ROLES),
  /** As accounts/password.ts writes it. */
  password: v.string(),
  /** Sessions carry the generation they were opened in; raising it ends them all. */
  generation: v.number(),
  created_at: Instant,
  /** SHA-256 of the secret in the account's calendar link, and since when it works; absent where there is none. */
  calendar_sha256: v.optional(v.string()),
  calendar_since: v.optional(Instant),
  disabled_at: v.optional(Instant),
  /** Of what it may do; absent on accounts from before there were seals. */
  rights_seal: v.optional(v.string()),
});
export type StoredAccount = v.InferOutput<typeof StoredAccount>;

/** Names an account in keys and cookies without showing the address. The e-mail is in lower case. */
export function accountKey(email: string): string {
  return createHash("sha256").update(email).digest("hex").slice(0, 32);
}

/** The table key of an account. */
export function accountItemKey(key: string): Key {
  return { event_id: PARTITION, timestamp: key };
}

export type CreateAccountResult =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly reason: "exists" };

/** Creates an account unless its e-mail has one, be it disabled. The request is as AddCrewRequest parses it. */
export async function createAccount(
  table: Table,
  request: AddCrewRequest,
  now: Date,
  cost?: ScryptCost,
): Promise<CreateAccountResult> {
  const { email, name, role } = request;
  const password = await hashPassword(request.password, cost);
  const rights = { ...accountItemKey(accountKey(email)), email, name, role, created_at: now.toISOString() };
  const written = await table.putNew({ ...rights, rights_seal: sealRights(rights), password, generation: 1 });
  // Salted by chance, a hash is of one request alone: an account with it is this one, written by a try whose answer was lost.
  const ours = written.ok || (await getAccount(table, email))?.password === password;
  return ours ? { ok: true, account: { email, name, role } } : { ok: false, reason: "exists" };
}

/** Reads the account of an e-mail address, disabled or not. */
export async function getAccount(table: Table, email: string): Promise<StoredAccount | undefined> {
  return parseOptionalItem(StoredAccount, await table.get(accountItemKey(accountKey(email))), "account");
}

/** Reads an account out of a stored item. */
export function parseAccount(item: unknown): StoredAccount {
  return parseItem(StoredAccount, item, "account");
}

/** Lists the accounts that are not disabled, by name. */
export async function listAccounts(table: Table): Promise<ReadList<Account>> {
  const { found, broken } = await listAllAccounts(table);
  return { found: found.filter((account) => account.disabled_at === undefined).map(toAccount), broken };
}

/** Lists all accounts as they are stored, disabled ones too, by name. */
export async function listAllAccounts(table: Table): Promise<ReadList<StoredAccount>> {
  const items = await table.query({ where: "#event_id = :partition", values: { partition: PARTITION } });
  const { found, broken } = readEach(items, parseAccount);
  return { found: found.toSorted((a, b) => a.name.localeCompare(b.name) || a.email.localeCompare(b.email)), broken };
}

/** Disables an account, ends its sessions at once and its calendar link for good; false when there is no such account. */
export async function disableAccount(table: Table, email: string, now: Date): Promise<boolean> {
  const written = await table.update(accountItemKey(accountKey(email)), {
    init: [["disabled_at", now.toISOString()]],
    add: [["generation", 1]],
    remove: ["calendar_sha256", "calendar_since"],
    conditions: [exists("event_id")],
  });
  return written.ok;
}

/** Sets a new password, lets a disabled account in again and ends all its sessions; false when there is no such account. */
export async function setPassword(table: Table, email: string, password: string, cost?: ScryptCost): Promise<boolean> {
  const written = await table.update(accountItemKey(accountKey(email)), {
    set: [["password", await hashPassword(password, cost)]],
    add: [["generation", 1]],
    remove: ["disabled_at"],
    conditions: [exists("event_id")],
  });
  return written.ok;
}

/** What of an account may be shown. */
export function toAccount({ email, name, role }: StoredAccount): Account {
  return { email, name, role };
}
