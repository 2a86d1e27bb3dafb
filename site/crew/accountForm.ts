import * as v from "valibot";

import { Email, PersonName } from "../../rules/contract/api/fields.ts";
import { NewPassword } from "../../rules/contract/api/password.ts";
import { ROLES, type AddCrewRequest } from "../../rules/contract/api/session.ts";
import type { Read } from "../forms/read.ts";

/** What an admin types about a new account; text as typed. */
export interface AccountValues {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly password: string;
}

/** Reads the form of a new account. */
export function readAccount(values: AccountValues): Read<AddCrewRequest> {
  const name = v.safeParse(PersonName, values.name);
  const email = v.safeParse(Email, values.email);
  const role = v.safeParse(v.picklist(ROLES), values.role);
  const password = v.safeParse(NewPassword, values.password);
  if (name.success && email.success && role.success && password.success) {
    return {
      ok: true,
      request: { name: name.output, email: email.output, role: role.output, password: password.output },
    };
  }
  return {
    ok: false,
    errors: {
      ...(name.success ? {} : { name: "Enter their name." }),
      ...(email.success ? {} : { email: "Enter their e-mail address, such as jane@example.com." }),
      ...(password.success ? {} : { password: `The password ${password.issues[0].message}.` }),
    },
  };
}
