import { createHash, randomBytes } from "node:crypto";
import * as v from "valibot";

import { Instant } from "../../rules/contract/api/fields.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { accountItemKey, accountKey, parseAccount, type StoredAccount } from "../accounts/store.ts";
import { parseItem, parseKey } from "../dynamodb/items.ts";
import { countBroken, readEach, type Counting } from "../dynamodb/readEach.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { exists } from "../dynamodb/update.ts";

/** A session ends this long after signing in, and earlier once nobody has used it for so long. Why: docs/decisions/0030-accounts.md. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;
export const IDLE_SECONDS = 48 * 60 * 60;
/** One account has so many sessions at most: the next one ends the oldest. */
export const SESSIONS_MAX = 20;
/** That a session was used is written down no more often than this, in ms. */
const SEEN_MS = 10 * 60 * 1000;
const TOKEN_BYTES = 32;
/** `<account key>.<secret>`: the key lets session and account be read in one call, the secret is the proof. */
const TOKEN = /^([0-9a-f]{32})\.[\w-]{43}$/;
const USER_AGENT_MAX = 200;

export const StoredSession = v.object({
  event_id: v.string(),
  account: v.string(),
  generation: v.number(),
  expires_at: v.number(),
  created_at: v.optional(Instant),
  /** When it was last used; a version before this one wrote none, and such a session ends by its age alone. */
  seen_at: v.optional(Instant),
  /** The browser as it names itself. */
  user_agent: v.optional(v.string()),
});
export type StoredSession = v.InferOutput<typeof StoredSession>;

/** A session that may go on, and whose it is. */
export interface FoundSession {
  readonly id: string;
  readonly session: StoredSession;
  readonly account: StoredAccount;
}

/** Opens a session and answers its token. Only the token's hash is stored. */
export async function openSession(
  table: Table,
  account: StoredAccount,
  { now, userAgent }: { readonly now: Date; readonly userAgent: string },
): Promise<string> {
  const key = accountKey(account.email);
  const token = `${key}.${randomBytes(TOKEN_BYTES).toString("base64url")}`;
  const at = now.toISOString();
  const expires_at = Math.floor(now.getTime() / 1000) + SESSION_SECONDS;
  // Listed before it is there: one that is not listed could not be ended. That there is one already is this very session,
  // written by a try whose answer was lost: no two tokens are the same.
  await table.putNew({ ...listedKey(key, sessionId(token)), created_at: at, expires_at });
  await table.putNew({
    ...sessionItemKey(sessionId(token)),
    account: key,
    generation: account.generation,
    created_at: at,
    seen_at: at,
    user_agent: userAgent.slice(0, USER_AGENT_MAX),
    expires_at,
  });
  await endOldest(table, account, now);
  return token;
}

async function endOldest(table: Table, account: StoredAccount, now: Date): Promise<void> {
  const key = accountKey(account.email);
  const listed = await listIds(table, key);
  if (listed.length <= SESSIONS_MAX) return;
  const kept = (await listSessions(table, account, now)).slice(0, SESSIONS_MAX).map(({ id }) => id);
  // Those that have ended since go with it.
  for (const id of listed.filter((other) => !kept.includes(other))) await removeSession(table, key, id);
}

async function listIds(table: Table, key: string): Promise<readonly string[]> {
  const partition = `${PARTITIONS.session}${key}`;
  const listed = await table.query({ where: "#event_id = :partition", values: { partition } });
  return listed.map((item) => parseKey(item).timestamp);
}

/** Where sessions are, and where what is broken is counted. */
interface Finding extends Counting {
  readonly table: Table;
}

/**
 * Finds who a token belongs to: one read, of the session and its account, so that disabling one ends it at once. A screen that
 * only `looked` for news is no use of it: one that nobody sits at ends as if it were not there.
 */
export async function findSession(
  reading: Finding,
  token: string,
  now: Date,
  use: "used" | "looked" = "used",
): Promise<FoundSession | undefined> {
  const { table } = reading;
  const key = TOKEN.exec(token)?.[1];
  if (key === undefined) return undefined;
  const id = sessionId(token);
  const items = await table.getMany([sessionItemKey(id), accountItemKey(key)]);
  const accountItem = items.find((item) => isInPartition(item, accountItemKey(key).event_id));
  const sessionItem = items.find((item) => item !== accountItem);
  if (accountItem === undefined || sessionItem === undefined) return undefined;
  // Whoever holds a session that cannot be read is as good as signed out: a patron signs on that device all the same.
  const [read] = countBroken(
    reading,
    readEach([sessionItem], (item) => ({
      session: parseItem(StoredSession, item, "session"),
      account: parseAccount(accountItem),
    })),
  );
  if (read?.session.account !== key || !isOpen(read.session, read.account, now)) return undefined;
  if (use === "used") await noteSeen(table, id, read.session, now);
  return { id, ...read };
}

function isOpen({ generation, expires_at, seen_at }: StoredSession, account: StoredAccount, now: Date): boolean {
  const idleSince = seen_at === undefined ? now.getTime() : Date.parse(seen_at);
  return (
    generation === account.generation &&
    account.disabled_at === undefined &&
    expires_at > now.getTime() / 1000 &&
    now.getTime() - idleSince < IDLE_SECONDS * 1000
  );
}

/** A session of the version before this one is listed once it is used. */
async function noteSeen(table: Table, id: string, session: StoredSession, now: Date): Promise<void> {
  if (session.seen_at !== undefined && now.getTime() - Date.parse(session.seen_at) < SEEN_MS) return;
  const { account, expires_at, created_at } = session;
  if (session.seen_at === undefined) await table.putNew({ ...listedKey(account, id), created_at, expires_at });
  await table.update(sessionItemKey(id), {
    set: [["seen_at", now.toISOString()]],
    conditions: [exists("event_id")],
  });
}

/** Lists the sessions of an account that may go on, the last used first. */
export async function listSessions(
  table: Table,
  account: StoredAccount,
  now: Date,
): Promise<readonly Omit<FoundSession, "account">[]> {
  const ids = await listIds(table, accountKey(account.email));
  // No more than one call brings: there are never more than the most, and the one that is just being opened.
  const items = ids.length === 0 ? [] : await table.getMany(ids.map(sessionItemKey));
  return readEach(items, (item) => parseItem(StoredSession, item, "session"))
    .found.filter((session) => isOpen(session, account, now))
    .map((session) => ({ id: session.event_id.slice(PARTITIONS.session.length), session }))
    .toSorted((a, b) => ((a.session.seen_at ?? "") < (b.session.seen_at ?? "") ? 1 : -1));
}

/** Ends a session; a token that has none changes nothing. */
export async function closeSession(table: Table, token: string): Promise<void> {
  const key = TOKEN.exec(token)?.[1];
  if (key !== undefined) await removeSession(table, key, sessionId(token));
}

/** Ends a session of an account by its id; false where the account has none with it. */
export async function endSession(table: Table, email: string, id: string): Promise<boolean> {
  const key = accountKey(email);
  if ((await table.get(listedKey(key, id))) === undefined) return false;
  await removeSession(table, key, id);
  return true;
}

async function removeSession(table: Table, key: string, id: string): Promise<void> {
  await table.remove(sessionItemKey(id));
  await table.remove(listedKey(key, id));
}

/** What a session is called: the hash of its token, from which nobody finds the token. */
export function sessionId(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Each session has a partition of its own, so that a busy day heats none. */
function sessionItemKey(id: string): Key {
  return { event_id: `${PARTITIONS.session}${id}`, timestamp: "session" };
}

/** And for each account there is one that lists them: its key is half as long as an id. */
function listedKey(account: string, id: string): Key {
  return { event_id: `${PARTITIONS.session}${account}`, timestamp: id };
}

function isInPartition(item: unknown, partition: string): boolean {
  return typeof item === "object" && item !== null && "event_id" in item && item.event_id === partition;
}
