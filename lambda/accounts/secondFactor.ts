import { createHash, randomBytes } from "node:crypto";

import type { Table } from "../dynamodb/table.ts";
import { compares, exists, missing } from "../dynamodb/update.ts";
import { accountItemKey, accountKey, parseAccount, type StoredAccount } from "./store.ts";
import { isCodeOf, newTotpSecret, stepAt, toBase32 } from "./totp.ts";

const RECOVERY_CODES = 10;
/** 120 bits: beyond guessing, so that a plain hash keeps it (ASVS 6.5.2). */
const RECOVERY_BYTES = 15;
/** How long somebody may take to scan and type, in ms. */
const BEGUN_MS = 15 * 60 * 1000;

/** Makes a secret and notes it on an account that has no second factor; undefined where it has one. */
export async function beginTotp(table: Table, email: string, now: Date): Promise<string | undefined> {
  const secret = newTotpSecret();
  const written = await table.update(accountItemKey(accountKey(email)), {
    set: [["totp_begun", { secret, at: now.toISOString() }]],
    conditions: [exists("event_id"), missing("totp")],
  });
  return written.ok ? secret : undefined;
}

export type Confirmed =
  | { readonly ok: true; readonly account: StoredAccount; readonly codes: readonly string[] }
  | { readonly ok: false; readonly reason: "wrong" | "not-begun" };

/** Turns a second factor on that was begun, and makes its recovery codes. All sessions end. */
export async function confirmTotp(table: Table, account: StoredAccount, code: string, now: Date): Promise<Confirmed> {
  const begun = account.totp_begun;
  if (begun === undefined || now.getTime() - Date.parse(begun.at) > BEGUN_MS) return { ok: false, reason: "not-begun" };
  if (!isCodeOf(begun.secret, plain(code), now)) return { ok: false, reason: "wrong" };
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const recovery = Object.fromEntries(codes.map((recoveryCode) => [hashOf(recoveryCode), true]));
  const written = await table.updateAndRead(accountItemKey(accountKey(account.email)), {
    set: [["totp", { secret: begun.secret, since: now.toISOString(), last_step: stepAt(now), recovery }]],
    add: [["generation", 1]],
    remove: ["totp_begun"],
    conditions: [missing("totp"), compares(["totp_begun", "secret"], "=", begun.secret)],
  });
  return written.ok ? { ok: true, account: parseAccount(written.item), codes } : { ok: false, reason: "not-begun" };
}

/** Turns the second factor off. All sessions end. Undefined where there is no such account. */
export async function removeTotp(table: Table, email: string): Promise<StoredAccount | undefined> {
  const written = await table.updateAndRead(accountItemKey(accountKey(email)), {
    add: [["generation", 1]],
    remove: ["totp", "totp_begun"],
    conditions: [exists("event_id")],
  });
  return written.ok ? parseAccount(written.item) : undefined;
}

/** Takes a code of the app, or a recovery code: each once. Answers which it was. */
export async function takeCode(
  table: Table,
  { email, totp }: StoredAccount,
  typed: string,
  now: Date,
): Promise<"app" | "recovery" | undefined> {
  if (totp === undefined) return undefined;
  const key = accountItemKey(accountKey(email));
  const code = plain(typed);
  if (isCodeOf(totp.secret, code, now)) {
    const step = stepAt(now);
    const last = ["totp", "last_step"] as const;
    const taken = await table.update(key, { set: [[last, step]], conditions: [compares(last, "<", step)] });
    return taken.ok ? "app" : undefined;
  }
  const place = ["totp", "recovery", hashOf(code)] as const;
  if (totp.recovery[hashOf(code)] === undefined) return undefined;
  const taken = await table.update(key, { remove: [place], conditions: [exists(place)] });
  return taken.ok ? "recovery" : undefined;
}

/** `abcd-efgh-…`: six groups of four. */
function newRecoveryCode(): string {
  return toBase32(randomBytes(RECOVERY_BYTES))
    .toLowerCase()
    .replace(/.{4}(?!$)/g, "$&-");
}

/** What of a code counts: spaces and hyphens are for reading. */
function plain(code: string): string {
  return code.replace(/[\s-]/g, "").toLowerCase();
}

function hashOf(code: string): string {
  return createHash("sha256").update(plain(code)).digest("hex");
}
