import type { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { checkMark } from "../../rules/waiver/drawing.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { checkBirthDate, checkParticipants, isMinor } from "../../rules/waiver/participants.ts";
import {
  birthDateOf,
  countParticipants,
  isEmailOrEmpty,
  isName,
  isPhone,
  type ChildValues,
  type WaiverFacts,
  type WaiverValues,
} from "./form.ts";

/** One thing that is missing or wrong. */
export interface Problem {
  /** The field beside which it is shown. */
  readonly field: string;
  /** The id of the input where it is put right, unless it is the field's first. */
  readonly target?: string;
  readonly message: string;
}

/** Finds what is missing or wrong, in the order of the page, in a sentence for each field. */
export function findProblems(values: WaiverValues, facts: WaiverFacts, words: ScriptWords): readonly Problem[] {
  const { missing } = words;
  const when = (wrong: boolean, field: string, message: string): readonly Problem[] =>
    wrong ? [{ field, message }] : [];
  const nobody = countParticipants(values) === 0;
  return [
    ...when(!isName(values.name), "name", missing.name),
    ...when(nobody, "sailing", missing.nobody),
    ...(values.sailing ? ownBirth(values, facts, words) : []),
    ...values.children.flatMap((child, index) => checkChild(child, index, { values, facts, words })),
    ...when(values.children.length > 0 && values.relationship === null, "relationship", missing.relationship),
    ...when(!isName(values.contactName), "contact_name", missing.contact_name),
    ...when(!isPhone(values.contactPhone), "contact_phone", missing.contact_phone),
    ...when(!isEmailOrEmpty(values.email), "email", missing.email),
    ...checkSignature(values, words),
    ...when(!values.agree, "agree", missing.agree),
    ...when(!values.consent, "consent", missing.consent),
  ];
}

function ownBirth(values: WaiverValues, facts: WaiverFacts, { missing, problems }: ScriptWords): readonly Problem[] {
  const born = birthDateOf(values.birth);
  if (born === undefined) return [{ field: "birth", message: missing.birth }];
  const code = checkBirthDate(born, facts.date);
  if (code !== undefined) return [{ field: "birth", message: problems[code] }];
  return isMinor(born, facts.date) ? [{ field: "birth", message: missing.adult }] : [];
}

function checkSignature({ method, typed, path }: WaiverValues, { missing, problems }: ScriptWords): readonly Problem[] {
  if (method === null) return [{ field: "signature", message: missing.method }];
  if (method === "drawn") {
    const at = { field: "signature", target: "method_drawn" };
    if (path === "") return [{ ...at, message: missing.drawn }];
    return checkMark({ method, path }).map(({ code }) => ({ ...at, message: problems[code] }));
  }
  return isName(typed) ? [] : [{ field: "signature", target: "signature", message: missing.typed }];
}

interface Checking {
  readonly values: WaiverValues;
  readonly facts: WaiverFacts;
  readonly words: ScriptWords;
}

function checkChild(child: ChildValues, index: number, checking: Checking): readonly Problem[] {
  const { missing } = checking.words;
  const field = (part: string): string => `child-${child.key}-${part}`;
  return [
    ...(isName(child.name) ? [] : [{ field: field("name"), message: missing.child_name }]),
    ...(birthDateOf(child.birth) === undefined ? [{ field: field("birth"), message: missing.child_birth }] : []),
    ...againstRules(child, index, checking).map(({ part, message }) => ({ field: field(part), message })),
  ];
}

/** The server's own rules, for a child with a date of birth; one without a name yet is called by its number. */
function againstRules(
  child: ChildValues,
  index: number,
  { values, facts, words }: Checking,
): readonly { part: string; message: string }[] {
  const born = birthDateOf(child.birth);
  if (born === undefined) return [];
  const called = isName(child.name) ? child.name.trim() : fillIn(words.child.unnamed, { number: String(index + 1) });
  const others = [...(values.sailing ? [values.name] : []), ...values.children.slice(0, index).map(({ name }) => name)];
  // The others are here for their names alone: what is wrong with them is said in their own rows.
  const before = others.filter(isName).map((name) => ({ name, birth_date: facts.date }));
  const signer = { name: values.name, relationship: values.relationship };
  return checkParticipants([...before, { name: called, birth_date: born }], signer, facts.date)
    .filter(({ field }) => field.startsWith(`participants.${before.length}.`))
    .map(({ field, code, name }) => ({
      part: field.endsWith(".name") ? "name" : "birth",
      message: fillIn(words.problems[code], { name }),
    }));
}
