import * as v from "valibot";

import { PersonName } from "../../rules/api/fields.ts";
import type { SignatureMark, SignRequest } from "../../rules/api/waiver.ts";
import { isCalendarDate } from "../../rules/slug.ts";
import { ageOn, ADULT_AGE, checkSigner } from "../../rules/waiver.ts";

/** What the page says about the charter and its text. */
export interface WaiverFacts {
  readonly slug: string;
  readonly date: string;
  readonly version: string;
  readonly textSha256: string;
}

/** The form as it stands, text as typed. */
export interface WaiverValues {
  readonly participant: string;
  readonly month: string;
  readonly day: string;
  readonly year: string;
  readonly guardianName: string;
  readonly relationship: string;
  readonly method: "typed" | "drawn";
  readonly typed: string;
  readonly path: string;
  readonly consent: boolean;
}

/** Fields in the order of the page. */
export const FIELDS = ["participant", "birth_date", "guardian_name", "guardian_relationship", "signature", "consent"] as const;
export type Field = (typeof FIELDS)[number];
export type Problems = Readonly<Partial<Record<Field, string>>>;

/** Joins the three parts of a date of birth, or answers undefined while they name no day. */
function birthDateOf({ month, day, year }: Pick<WaiverValues, "month" | "day" | "year">): string | undefined {
  const date = `${year.trim()}-${month.trim().padStart(2, "0")}-${day.trim().padStart(2, "0")}`;
  return isCalendarDate(date) ? date : undefined;
}

/** Tells whether a guardian has to sign, as far as the date of birth is known. */
export function needsGuardian(values: WaiverValues, charterDate: string): boolean {
  const born = birthDateOf(values);
  if (born === undefined) return false;
  const age = ageOn(born, charterDate);
  return age >= 0 && age < ADULT_AGE;
}

/** Finds what is missing or wrong, in a sentence for each field. */
export function findProblems(values: WaiverValues, facts: WaiverFacts): Problems {
  const minor = needsGuardian(values, facts.date);
  const birth = birthProblem(values, facts);
  return {
    ...(isName(values.participant) ? {} : { participant: "Enter the participant’s full name." }),
    ...(birth === undefined ? {} : { birth_date: birth }),
    ...(minor && !isName(values.guardianName) ? { guardian_name: "Enter the guardian’s full name." } : {}),
    ...(minor && !isName(values.relationship) ? { guardian_relationship: "Enter how the guardian is related." } : {}),
    ...signatureProblem(values),
    ...(values.consent ? {} : { consent: "Tick the box to agree." }),
  };
}

function birthProblem(values: WaiverValues, facts: WaiverFacts): string | undefined {
  const born = birthDateOf(values);
  if (born === undefined) return "Enter the date of birth as month, day and year, such as 4 27 1990.";
  const check = checkSigner(born, null, facts.date);
  return check.ok || check.field === "guardian" ? undefined : check.problem;
}

function signatureProblem(values: WaiverValues): Problems {
  if (values.method === "drawn") return values.path === "" ? { signature: "Draw a signature in the box." } : {};
  return isName(values.typed) ? {} : { signature: "Type your full name to sign." };
}

function isName(text: string): boolean {
  return v.is(PersonName, text);
}

/** Makes the request of a form without problems. `id` and `signed_at` are kept by the caller for retries. */
export function toSignRequest(values: WaiverValues, facts: WaiverFacts, stamp: { id: string; signed_at: string }): SignRequest {
  const signature: SignatureMark =
    values.method === "drawn" ? { method: "drawn", path: values.path } : { method: "typed", text: values.typed.trim() };
  return {
    ...stamp,
    waiver_version: facts.version,
    text_sha256: facts.textSha256,
    participant: values.participant.trim(),
    birth_date: birthDateOf(values) ?? "",
    guardian: needsGuardian(values, facts.date)
      ? { name: values.guardianName.trim(), relationship: values.relationship.trim() }
      : null,
    signature,
    consent: true,
  };
}
