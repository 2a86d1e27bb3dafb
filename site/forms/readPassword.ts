import * as v from "valibot";

import { NewPassword } from "../../rules/contract/api/password.ts";

/** Says what is wrong with a new password, as far as one can tell here; the server knows the common ones. */
export function passwordFault(password: string): string | undefined {
  const read = v.safeParse(NewPassword, password);
  return read.success ? undefined : `The password ${read.issues[0].message}.`;
}
