import * as v from "valibot";

import { Email, PersonName } from "../../rules/contract/api/fields.ts";
import { Phone } from "../../rules/contract/api/signing.ts";
import type { SignatureMark, SignRequest } from "../../rules/contract/api/waiver.ts";
import type { Language } from "../../rules/words/language.ts";
import { plainDigits } from "../../rules/words/digits.ts";
import { isCalendarDate } from "../../rules/contract/slug.ts";
import { checkBirthDate, isMinor } from "../../rules/waiver/participants.ts";

/** What the page says about the charter, its text and itself. */
export interface WaiverFacts {
  readonly slug: string;
  readonly date: string;
  readonly version: string;
  readonly textSha256: string;
  readonly language: Language;
  readonly place: SignRequest["place"];
  readonly participantsMax: number;
  /** The dock's. */
  readonly timeZone: string;
}

export interface DateParts {
  readonly month: string;
  readonly day: string;
  readonly year: string;
}

export interface ChildValues {
  /** Tells the rows apart; `child-<key>` starts the ids of a row's fields. */
  readonly key: number;
  readonly name: string;
  readonly birth: DateParts;
}

/** The form as it stands, text as typed. */
export interface WaiverValues {
  readonly name: string;
  /** The signer will be aboard; if not, they sign for children only. */
  readonly sailing: boolean;
  readonly birth: DateParts;
  readonly children: readonly ChildValues[];
  readonly relationship: string | null;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly email: string;
  readonly method: "typed" | "drawn" | null;
  readonly typed: string;
  readonly path: string;
  readonly agree: boolean;
  readonly consent: boolean;
}

/** Joins the three parts of a date of birth, in the digits of any script, or answers undefined while they name no day. */
export function birthDateOf(parts: DateParts): string | undefined {
  const [year = "", month = "", day = ""] = [parts.year, parts.month, parts.day].map((part) =>
    plainDigits(part.trim()),
  );
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isCalendarDate(date) ? date : undefined;
}

/** Tells whether the signer turns out to be a minor, as far as the date of birth is known. */
export function isSignerMinor({ sailing, birth }: WaiverValues, charterDate: string): boolean {
  const born = birthDateOf(birth);
  return sailing && born !== undefined && checkBirthDate(born, charterDate) === undefined && isMinor(born, charterDate);
}

/** Tells for how many people the form signs. */
export function countParticipants({ sailing, children }: WaiverValues): number {
  return children.length + (sailing ? 1 : 0);
}

/** Tells whether text is a name that the server takes. */
export function isName(text: string): boolean {
  return v.is(PersonName, text);
}

/** Tells whether text is a telephone number that the server takes. */
export function isPhone(text: string): boolean {
  return v.is(Phone, text);
}

/** Tells whether text is an e-mail address, or nothing. */
export function isEmailOrEmpty(text: string): boolean {
  return text.trim() === "" || v.is(Email, text);
}

/** Makes the request of a form without problems. `id` and `signed_at` are kept by the caller for retries. */
export function toSignRequest(
  values: WaiverValues,
  facts: WaiverFacts,
  stamp: { id: string; signed_at: string },
): SignRequest {
  const own = values.sailing ? [{ name: values.name, birth: values.birth }] : [];
  return {
    ...stamp,
    waiver_version: facts.version,
    language: facts.language,
    text_sha256: facts.textSha256,
    participants: [...own, ...values.children].map(({ name, birth }) => ({
      name: name.trim(),
      birth_date: birthDateOf(birth) ?? "",
    })),
    signer: { name: values.name.trim(), relationship: values.children.length === 0 ? null : values.relationship },
    email: values.email.trim() === "" ? null : values.email.trim().toLowerCase(),
    emergency_contact: { name: values.contactName.trim(), phone: values.contactPhone.trim() },
    signature: signatureOf(values),
    consent: true,
    place: facts.place,
  };
}

function signatureOf({ method, path, typed }: WaiverValues): SignatureMark {
  return method === "drawn" ? { method, path } : { method: "typed", text: typed.trim() };
}
