import * as v from "valibot";

import { judgePassword } from "../../rules/accounts/password.ts";
import { NewPassword } from "../../rules/contract/api/password.ts";

/**
 * Says what is wrong with a new password, as far as one can tell here; the server knows those that leaked, and the boats.
 * `own` is what the account and the company are called.
 */
export function passwordFault(password: string, own: readonly string[]): string | undefined {
  const read = v.safeParse(NewPassword, password);
  const fault = read.success ? judgePassword(password, own) : read.issues[0].message;
  return fault === undefined ? undefined : `The password ${fault}.`;
}
