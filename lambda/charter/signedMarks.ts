import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import type { Matches } from "../../rules/contract/api/event.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { countPeople, countSigned, matchSignatures, type Signed } from "../../rules/manifest/whoHasSigned.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { sortPatrons } from "./patrons.ts";
import type { StoredPatron } from "./stored.ts";

/**
 * What a charter's own item keeps of the signature records beside it, for the month list and for reminders: a mark for each
 * patron on the list who has signed, `<patron id>#<name>`, and one that says how many others have, `others#<number>`. It is
 * computed from the records, and only the list makes it longer: a stranger who signs a thousand times changes one number.
 * Versions before wrote a mark a participant, `<signature id>#<name>`; both are read the same way.
 */
type Marks = ReadonlySet<string>;
type Patrons = Readonly<Record<string, StoredPatron>>;

const OTHERS = "others#";

/** Computes the marks of a charter from all who have signed it. */
export function marksOf(patrons: Patrons, signatures: readonly Signed[]): Marks {
  const manifest = sortPatrons(patrons).map(([id, { name, matches }]) => ({ id, name, matches }));
  const { lines } = matchSignatures(manifest, signatures);
  const listed = lines.filter(({ signature }) => signature !== undefined).map(({ patron }) => patron);
  const marked = firstThatFit(listed.map(({ id, name }) => `${id}#${name}`));
  const others = countPeople(signatures) - marked.length;
  return new Set([...marked, ...(others === 0 ? [] : [`${OTHERS}${String(others)}`])]);
}

/** Only a long list of long names has more: the rest of it is counted among the others. */
function firstThatFit(marks: readonly string[]): readonly string[] {
  let bytes = itemBytes([`${OTHERS}9999999`]);
  return marks.filter((mark) => (bytes += itemBytes(mark) + 1) <= CHARTER_BUDGETS.signed.bytes);
}

/** Who has signed by the marks of a charter, for the one rule that pairs them with the list. */
export interface Marked {
  readonly signatures: readonly (Signed & { readonly participant: string })[];
  /** For whom a mark is: that is settled, also among namesakes. */
  readonly matchesOf: (id: string) => Matches | undefined;
}

/**
 * Reads the marks of a charter as signatures that are matched already: whose they are was decided by all the records, and by
 * what was said by hand. Where somebody is called otherwise since, or a version before wrote the marks, names decide.
 */
export function readMarks({ signed, patrons }: { readonly signed: Marks; readonly patrons: Patrons }): Marked {
  const signatures = [...signed]
    .filter((mark) => !mark.startsWith(OTHERS))
    .map((mark) => ({ participant: nameOf(mark), record_sha256: mark, nth: 0 }));
  return {
    signatures,
    matchesOf: (id) => {
      const mark = `${id}#${patrons[id]?.name ?? ""}`;
      const key = signed.has(mark) ? matchKey({ record_sha256: mark, nth: 0 }) : undefined;
      return key === undefined ? undefined : { [key]: { counts: true, at: "" } };
    },
  };
}

/** Reads who has signed, of those on the list, from the marks of a charter. */
export function signedNames({ signed }: { readonly signed: Marks }): string[] {
  return [...signed].filter((mark) => !mark.startsWith(OTHERS)).map(nameOf);
}

/** Counts who has signed, on the list or not, from the marks of a charter. */
export function countMarked({ signed, patrons }: { readonly signed: Marks; readonly patrons: Patrons }): number {
  const others = [...signed].find((mark) => mark.startsWith(OTHERS));
  const marks = [...signed].filter((mark) => mark !== others);
  const listed = marks.filter((mark) => mark.slice(0, mark.indexOf("#")) in patrons);
  const signedBefore = marks.filter((mark) => !listed.includes(mark)).map(nameOf);
  return listed.length + countSigned(signedBefore) + Number(others?.slice(OTHERS.length) ?? 0);
}

function nameOf(mark: string): string {
  return mark.slice(mark.indexOf("#") + 1);
}
