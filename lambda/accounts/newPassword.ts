import { COMMON_FAULT, judgePassword, type PasswordFault } from "../../rules/accounts/password.ts";
import { isCommon } from "./commonPasswords.ts";

/** Says what is wrong with a new password of somebody, or undefined. `own` is what they, the company and its boats are called. */
export function judgeNewPassword(password: string, own: readonly string[]): PasswordFault | undefined {
  return judgePassword(password, own) ?? (isCommon(password) ? COMMON_FAULT : undefined);
}
