import type { Participant, Signer } from "../contract/api/waiver.ts";
import type { ScriptWords } from "../contract/api/waiverWords.ts";
import { foldName } from "../people/foldName.ts";

/** Under this age, in years, a guardian signs. */
const ADULT_AGE = 18;
/** Over this age, in years, a date of birth is a slip. */
const AGE_MAX = 120;

/** Completed years from a birth date to a day, both `YYYY-MM-DD`. Somebody born on 29 February turns on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Why a signature cannot stand; the sentences are in the words of each language. */
export type SigningProblemCode = keyof ScriptWords["problems"];

export interface SigningProblem {
  /** Dotted path into the request. */
  readonly field: string;
  readonly code: SigningProblemCode;
  /** Of the participant it is about; "" where it is about no one of them. */
  readonly name: string;
}

/** Tells whether somebody is a minor on the day of the charter. Dates are `YYYY-MM-DD`. */
export function isMinor(birthDate: string, charterDate: string): boolean {
  return ageOn(birthDate, charterDate) < ADULT_AGE;
}

/** Finds what is wrong with a date of birth by itself. `today` is left out where no clock tells it that can be relied on. */
export function checkBirthDate(
  birthDate: string,
  charterDate: string,
  today = charterDate,
): SigningProblemCode | undefined {
  const age = ageOn(birthDate, charterDate);
  if (age < 0) return "born-after-charter";
  if (birthDate > today) return "not-born-yet";
  return age > AGE_MAX ? "born-too-early" : undefined;
}

/**
 * Decides whether a signer may sign for these participants on the day of the charter: an adult signs for themself and
 * for minors, never for another adult, be it their own child who has turned 18 since; a minor signs for nobody.
 */
export function checkParticipants(
  participants: readonly Participant[],
  signer: Signer,
  charterDate: string,
  today = charterDate,
): readonly SigningProblem[] {
  const minors = participants.filter(({ birth_date }) => isMinor(birth_date, charterDate));
  return [
    ...participants.flatMap((participant, index) =>
      checkParticipant(participant, index, { participants, signer, charterDate, today }),
    ),
    ...checkRelationship(minors, signer),
  ];
}

interface Signing {
  readonly participants: readonly Participant[];
  readonly signer: Signer;
  readonly charterDate: string;
  readonly today: string;
}

function checkParticipant(
  { name, birth_date }: Participant,
  index: number,
  signing: Signing,
): readonly SigningProblem[] {
  const earlier = signing.participants.slice(0, index);
  const found = (part: string, code: SigningProblemCode) => ({ field: `participants.${index}.${part}`, code, name });
  const birth = checkBirthDate(birth_date, signing.charterDate, signing.today);
  if (birth !== undefined) return [found("birth_date", birth)];
  if (earlier.some((other) => foldName(other.name) === foldName(name))) return [found("name", "same-name")];
  const minor = isMinor(birth_date, signing.charterDate);
  const signs = foldName(name) === foldName(signing.signer.name);
  if (minor && signs) return [found("name", "minor-alone")];
  return minor || signs ? [] : [found("birth_date", "second-adult")];
}

function checkRelationship(minors: readonly Participant[], { relationship }: Signer): readonly SigningProblem[] {
  const [first] = minors;
  if (first !== undefined && relationship === null)
    return [{ field: "signer.relationship", code: "relationship-missing", name: first.name }];
  if (first === undefined && relationship !== null)
    return [{ field: "signer.relationship", code: "relationship-extra", name: "" }];
  return [];
}
