import { createHash } from "node:crypto";
import * as v from "valibot";

import { wordOrNewer, type Newer } from "../../rules/contract/newer.ts";
import { Instant } from "../../rules/contract/api/fields.ts";
import { PERMISSIONS, ROLES, type Account, type Permission, type Role } from "../../rules/contract/api/session.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { TableUnavailable } from "../dynamodb/errors.ts";
import { parseItem, parseOptionalItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { compares, exists, stillHas } from "../dynamodb/update.ts";
import { hashPassword, noPassword, type ScryptCost } from "./password.ts";
import { sealRights } from "./rights.ts";

/** All accounts share one partition, so that listing them is a query: a company has dozens, not thousands. */
const PARTITION = PARTITIONS.accounts;

/** A second factor as it is stored. */
const StoredTotp = v.object({
  /** In Base32. */
  secret: v.string(),
  since: Instant,
  /** The step of the last code that was taken: neither it nor one before it is taken again. */
  last_step: v.number(),
  /** SHA-256 of each recovery code that was not used. */
  recovery: v.record(v.string(), v.boolean()),
});

export const StoredAccount = v.object({
  event_id: v.literal(PARTITION),
  timestamp: v.string(),
  email: v.string(),
  name: v.string(),
  role: wordOrNewer(ROLES),
  /** What an admin allowed besides the role; absent, nothing. */
  permissions: v.optional(v.array(wordOrNewer(PERMISSIONS))),
  /** As accounts/password.ts writes it. */
  password: v.string(),
  /** Set where `password` is of no password: somebody was invited and has chosen none. */
  no_password: v.optional(v.boolean()),
  /** Since when somebody is invited who has not been here yet. */
  invited_at: v.optional(Instant),
  /** A second factor that was begun, and counts once a code of it was confirmed. */
  totp_begun: v.optional(v.object({ secret: v.string(), at: Instant })),
  /** The second factor; absent where there is none. */
  totp: v.optional(StoredTotp),
  /** Set where the password was right and would not be taken today. */
  weak_password: v.optional(v.boolean()),
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

/** An account to be created. Without a password nobody can sign in to it until they have chosen one. */
export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly permissions?: readonly Permission[];
  readonly password?: string;
}

/** Creates an account unless its e-mail has one, be it disabled. The e-mail is in lower case. */
export async function createAccount(
  table: Table,
  wanted: NewAccount,
  now: Date,
  cost?: ScryptCost,
): Promise<CreateAccountResult> {
  const { email, name, role, permissions = [] } = wanted;
  const held = [...new Set(permissions)];
  const password = wanted.password === undefined ? noPassword() : await hashPassword(wanted.password, cost);
  const rights = {
    ...accountItemKey(accountKey(email)),
    email,
    name,
    role,
    permissions: held,
    created_at: now.toISOString(),
  };
  const written = await table.putNew({
    ...rights,
    rights_seal: sealRights(rights),
    password,
    ...(wanted.password === undefined ? { no_password: true, invited_at: now.toISOString() } : {}),
    generation: 1,
  });
  // Salted by chance, a hash is of one request alone: an account with it is this one, written by a try whose answer was lost.
  const ours = written.ok || (await getAccount(table, email))?.password === password;
  return ours ? { ok: true, account: { email, name, role, permissions: held } } : { ok: false, reason: "exists" };
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

/** Tells whether anybody is left who can add an account on the dashboard. */
export async function hasAdmin(table: Table): Promise<boolean> {
  const { found } = await listAccounts(table);
  return found.some(({ role }) => role === "admin");
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

export interface SetPasswordOptions {
  readonly cost?: ScryptCost;
  /** Whether a disabled account may sign in again. */
  readonly enable?: boolean;
  /** The account's as it was read: nothing is set if it was changed since. */
  readonly generation?: number;
}

/**
 * Sets a new password and ends all sessions; undefined when there is no such account, or it was changed since. Answers the
 * account as it is then.
 */
export async function setPassword(
  table: Table,
  email: string,
  password: string,
  { cost, enable = false, generation }: SetPasswordOptions = {},
): Promise<StoredAccount | undefined> {
  const written = await table.updateAndRead(accountItemKey(accountKey(email)), {
    set: [["password", await hashPassword(password, cost)]],
    add: [["generation", 1]],
    remove: ["no_password", "invited_at", "weak_password", ...(enable ? ["disabled_at"] : [])],
    conditions: [exists("event_id"), ...(generation === undefined ? [] : [compares("generation", "=", generation)])],
  });
  return written.ok ? parseAccount(written.item) : undefined;
}

export interface TakePasswordOptions extends Pick<SetPasswordOptions, "enable"> {
  /** Whether a second factor stays. */
  readonly secondFactor?: boolean;
}

/** Takes the password away and ends all sessions: its owner chooses another, by a link. Answers the account as it is then. */
export async function takePassword(
  table: Table,
  email: string,
  now: Date,
  { enable = false, secondFactor = true }: TakePasswordOptions = {},
): Promise<StoredAccount | undefined> {
  const written = await table.updateAndRead(accountItemKey(accountKey(email)), {
    set: [
      ["password", noPassword()],
      ["no_password", true],
      ["invited_at", now.toISOString()],
    ],
    add: [["generation", 1]],
    remove: ["weak_password", ...(enable ? ["disabled_at"] : []), ...(secondFactor ? [] : ["totp", "totp_begun"])],
    conditions: [exists("event_id")],
  });
  return written.ok ? parseAccount(written.item) : undefined;
}

/** Notes that a password is to be changed; what was set meanwhile is left as it is. */
export async function noteWeakPassword(table: Table, { email, generation }: StoredAccount): Promise<void> {
  await table.update(accountItemKey(accountKey(email)), {
    set: [["weak_password", true]],
    conditions: [compares("generation", "=", generation)],
  });
}

/** Ends all sessions of an account; undefined when there is no such account. Answers it as it is then. */
export async function endAllSessions(table: Table, email: string): Promise<StoredAccount | undefined> {
  const written = await table.updateAndRead(accountItemKey(accountKey(email)), {
    add: [["generation", 1]],
    conditions: [exists("event_id")],
  });
  return written.ok ? parseAccount(written.item) : undefined;
}

export interface Rights {
  readonly role?: Role;
  readonly permissions?: readonly (Permission | Newer)[];
}

/**
 * Sets what somebody may do; undefined when there is no such account. A new role ends all sessions, so that every device
 * shows what its holder may do. Answers the account as it is then.
 */
export async function setRights(table: Table, email: string, wanted: Rights): Promise<StoredAccount | undefined> {
  const rights = {
    ...(wanted.role === undefined ? {} : { role: wanted.role }),
    ...(wanted.permissions === undefined ? {} : { permissions: [...new Set(wanted.permissions)] }),
  };
  for (let tries = 0; tries < RIGHTS_TRIES_MAX; tries += 1) {
    const account = await getAccount(table, email);
    if (account === undefined) return undefined;
    const written = await table.updateAndRead(accountItemKey(accountKey(email)), {
      set: Object.entries({ ...rights, rights_seal: sealRights({ ...account, ...rights }) }),
      add: rights.role === undefined || rights.role === account.role ? [] : [["generation", 1]],
      // What is sealed is what was read: of two who change it at once, one begins again.
      conditions: [exists("event_id"), stillHas("rights_seal", account.rights_seal)],
    });
    if (written.ok) return parseAccount(written.item);
  }
  throw new TableUnavailable("The rights of an account are being changed all the time.");
}

/** How often a change of rights begins again. */
const RIGHTS_TRIES_MAX = 12;

/** What of an account may be shown. */
export function toAccount({ email, name, role, permissions = [] }: StoredAccount): Account {
  return { email, name, role, permissions: [...permissions] };
}
