import { getAccount, type StoredAccount } from "../accounts/store.ts";
import { verifyPassword } from "../accounts/password.ts";
import type { SignInRequest } from "../../rules/contract/api/session.ts";
import type { Services } from "../services.ts";
import { networkOf } from "../throttle/network.ts";
import { forgetTries, reserveTry, returnTry, type Limit } from "../throttle/throttle.ts";

/** Failed tries allowed in 15 minutes. One address may be a whole crew on the dock's Wi-Fi. */
export const ACCOUNT_TRIES_MAX = 8;
export const ADDRESS_TRIES_MAX = 40;

export type SignInResult =
  | { readonly ok: true; readonly account: StoredAccount }
  | { readonly ok: false; readonly reason: "wrong" }
  | { readonly ok: false; readonly reason: "throttled"; readonly retryAfterSeconds: number };

/** Checks e-mail and password, at most so often by account and by address, and as slowly for unknown accounts. */
export async function signIn(services: Services, request: SignInRequest, address: string): Promise<SignInResult> {
  const { table, log } = services;
  const now = services.clock();
  const byAccount: Limit = { scope: "sign-in-account", subject: request.email, max: ACCOUNT_TRIES_MAX };
  const byAddress: Limit = { scope: "sign-in-address", subject: networkOf(address), max: ADDRESS_TRIES_MAX };
  const reserved = await Promise.all([reserveTry(table, byAccount, now), reserveTry(table, byAddress, now)]);
  const refused = reserved.find((answer) => !answer.ok);
  if (refused !== undefined) {
    log.metric("SignInThrottled", 1);
    return { ok: false, reason: "throttled", retryAfterSeconds: refused.retryAfterSeconds };
  }
  const account = await getAccount(table, request.email);
  const usable = account?.disabled_at === undefined ? account : undefined;
  const right = await verifyPassword(request.password, usable?.password);
  if (!right || usable === undefined) {
    log.metric("SignInFailed", 1);
    return { ok: false, reason: "wrong" };
  }
  await Promise.all([forgetTries(table, byAccount, now), returnTry(table, byAddress, now)]);
  return { ok: true, account: usable };
}
