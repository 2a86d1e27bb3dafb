import { getAccount, type StoredAccount } from "../accounts/store.ts";
import type { Caller } from "../http/route.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";

/** Reads the account of whoever calls, as it is stored. */
export async function ownAccount({ table }: Services, { email }: Pick<Caller, "email">): Promise<StoredAccount> {
  const account = await getAccount(table, email);
  if (account === undefined) throw accountGone();
  return account;
}

/** Makes the problem of an account that was there a moment ago. */
export function accountGone(): ProblemError {
  return new ProblemError(401, "not-signed-in", "Your account was changed just now", "Sign in and try again.");
}
