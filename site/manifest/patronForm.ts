import * as v from "valibot";

import type { ChangePatronRequest, Patron } from "../../rules/contract/api/event.ts";
import { Email, PersonName } from "../../rules/contract/api/fields.ts";
import { Phone } from "../../rules/contract/api/signing.ts";
import { instantAfter, keptWord } from "../../rules/time/laterInstant.ts";
import { changedOnly } from "../forms/changedOnly.ts";
import type { Read } from "../forms/read.ts";
import { readOptional } from "../forms/readOptional.ts";

/** What is typed of a patron. */
export interface PatronValues {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/**
 * Reads what the form changes of a patron as they were when it opened: a new name leaves the address and the number to others, and
 * so on. It answers to what was seen, whatever this device's clock says.
 */
export function readPatron(
  { name, email, phone }: PatronValues,
  before: Pick<Patron, "name" | "name_at" | "email" | "email_at" | "phone" | "phone_at">,
  now: Date,
): Read<ChangePatronRequest> {
  const person = v.safeParse(PersonName, name);
  const [address, number] = [readOptional(Email, email), readOptional(Phone, phone)];
  if (person.success && address !== undefined && number !== undefined) {
    const seen = [before.name_at, before.email_at, before.phone_at]
      .filter((at) => at !== null)
      .sort()
      .at(-1);
    return {
      ok: true,
      request: {
        at: instantAfter(now, keptWord(seen)),
        ...changedOnly(before, { name: person.output, email: address, phone: number }),
      },
    };
  }
  return {
    ok: false,
    errors: {
      ...(person.success ? {} : { name: "Enter a name." }),
      ...(address === undefined ? { email: "Check the address, or leave it empty." } : {}),
      ...(number === undefined ? { phone: "Check the number, or leave it empty." } : {}),
    },
  };
}

/** Tells whether a request changes nothing of a patron, so that there is nothing to send. */
export function changesNothing(request: ChangePatronRequest): boolean {
  return Object.keys(request).every((name) => name === "at");
}
