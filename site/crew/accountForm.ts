import * as v from "valibot";

import { Email, PersonName } from "../../rules/contract/api/fields.ts";
import { ROLES, type AddCrewRequest } from "../../rules/contract/api/session.ts";
import type { Read } from "../forms/read.ts";

/** What an admin types about a new account; text as typed. */
export interface AccountValues {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  /** Whether a crew member may take money and log it. */
  readonly payments: boolean;
}

/** Reads the form of a new account. */
export function readAccount(values: AccountValues): Read<AddCrewRequest> {
  const name = v.safeParse(PersonName, values.name);
  const email = v.safeParse(Email, values.email);
  const role = v.safeParse(v.picklist(ROLES), values.role);
  if (name.success && email.success && role.success) {
    const permissions = role.output === "crew" && values.payments ? ["payments" as const] : [];
    return { ok: true, request: { name: name.output, email: email.output, role: role.output, permissions } };
  }
  return {
    ok: false,
    errors: {
      ...(name.success ? {} : { name: "Enter their name." }),
      ...(email.success ? {} : { email: "Enter their e-mail address, such as jane@example.com." }),
    },
  };
}
