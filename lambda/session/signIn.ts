import { getAccount, noteWeakPassword, type StoredAccount } from "../accounts/store.ts";
import { judgeNewPassword } from "../accounts/newPassword.ts";
import { verifyPassword } from "../accounts/password.ts";
import { takeCode } from "../accounts/secondFactor.ts";
import type { SignInRequest } from "../../rules/contract/api/session.ts";
import type { Services } from "../services.ts";
import { networkOf } from "../throttle/network.ts";
import { forgetTries, reserveEach, returnTry, type Limit } from "../throttle/throttle.ts";
import { deviceSubject, isKnownDevice } from "./device.ts";

/**
 * Failed tries allowed in 15 minutes: on one account from devices that it was never used on, on all accounts from one
 * address, which may be a whole crew on the dock's Wi-Fi, and on one account from a device that it was used on.
 */
export const ACCOUNT_TRIES_MAX = 8;
export const ADDRESS_TRIES_MAX = 40;
export const DEVICE_TRIES_MAX = 8;

/** What the tries were too many of. */
export type Counted = "account" | "address" | "device";
interface SignInLimit extends Limit {
  readonly counted: Counted;
}

/** Where somebody signs in. */
export interface From {
  readonly address: string;
  /** The device's secret; "" where it has none. */
  readonly device: string;
}

export type SignInResult =
  | {
      readonly ok: true;
      readonly account: StoredAccount;
      readonly weak: boolean;
      /** Which second factor was asked for, if any. */
      readonly code?: "app" | "recovery";
    }
  | { readonly ok: false; readonly reason: "wrong" | "code-needed" | "wrong-code" }
  | { readonly ok: false; readonly reason: "throttled"; readonly counted: Counted; readonly retryAfterSeconds: number };

/** Checks e-mail, password and, where there is one, the second factor: at most so often, and as slowly for unknown accounts. */
export async function signIn(services: Services, request: SignInRequest, from: From): Promise<SignInResult> {
  const { table, log } = services;
  const now = services.clock();
  const limits = await limitsOf(services, request.email, from);
  const reserved = await reserveEach(table, limits, now);
  if (!reserved.ok) {
    log.metric("SignInThrottled", 1);
    const { limit, retryAfterSeconds } = reserved;
    return { ok: false, reason: "throttled", counted: limit.counted, retryAfterSeconds };
  }
  const result = await check(services, request);
  if (result.ok) await Promise.all(limits.map((limit) => settle(services, limit)));
  // No failure, and not in yet: to be asked for the code costs no try.
  else if (result.reason === "code-needed") await Promise.all(limits.map((limit) => returnTry(table, limit, now)));
  else log.metric("SignInFailed", 1);
  return result;
}

async function check(services: Services, { email, password, code }: SignInRequest): Promise<SignInResult> {
  const { table, clock } = services;
  const account = await getAccount(table, email);
  const usable = account?.disabled_at === undefined ? account : undefined;
  const right = await verifyPassword(password, usable?.password);
  if (!right || usable === undefined) return { ok: false, reason: "wrong" };
  if (usable.totp === undefined) return { ok: true, account: usable, weak: await isWeak(services, usable, password) };
  if (code === undefined) return { ok: false, reason: "code-needed" };
  const taken = await takeCode(table, usable, code, clock());
  if (taken === undefined) return { ok: false, reason: "wrong-code" };
  return { ok: true, account: usable, weak: await isWeak(services, usable, password), code: taken };
}

/** On a device that the account was used on before, tries are counted for that device alone: nobody elsewhere can use them up. */
async function limitsOf({ table, clock }: Services, email: string, from: From): Promise<readonly SignInLimit[]> {
  if (await isKnownDevice(table, from.device, email, clock())) {
    const subject = deviceSubject(from.device, email);
    return [{ counted: "device", scope: "sign-in-device", subject, max: DEVICE_TRIES_MAX }];
  }
  return [
    // First, so that whoever has used it up costs no account a try.
    { counted: "address", scope: "sign-in-address", subject: networkOf(from.address), max: ADDRESS_TRIES_MAX },
    { counted: "account", scope: "sign-in-account", subject: email, max: ACCOUNT_TRIES_MAX },
  ];
}

/** A right password was no failure; of an address only this one try is known to be none. */
async function settle({ table, clock }: Services, limit: SignInLimit): Promise<void> {
  if (limit.counted === "address") await returnTry(table, limit, clock());
  else await forgetTries(table, limit, clock());
}

/** Tells whether a password that is right would not be taken today. Only now is it known: noted, it can be asked about later. */
async function isWeak({ table, company }: Services, account: StoredAccount, password: string): Promise<boolean> {
  if (account.weak_password === true) return true;
  const weak =
    judgeNewPassword(password, [account.name, account.email, ...(await company.readForStaff()).names]) !== undefined;
  if (weak) await noteWeakPassword(table, account);
  return weak;
}
