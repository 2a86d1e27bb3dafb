import type { Patron, SignatureSummary } from "../contract/api/event.ts";
import { foldName } from "../people/foldName.ts";

interface Named {
  readonly name: string;
}

/** What is needed of a signature to pair it. */
export interface Signed {
  readonly participant: string;
  /** Tells people of one name apart, by what only their records say; undefined where nobody knows. */
  readonly person?: number | undefined;
}

export interface ManifestLine<P extends Named = Patron, S extends Signed = SignatureSummary> {
  readonly patron: P;
  /** The signature under the same name, if there is one. */
  readonly signature: S | undefined;
}

export interface MatchedManifest<P extends Named = Patron, S extends Signed = SignatureSummary> {
  readonly lines: readonly ManifestLine<P, S>[];
  /** Signed, but under no name on the list: shown so that nobody who signed is lost. Each person once. */
  readonly unlisted: readonly S[];
}

/**
 * Pairs patrons with who signed, by folded name, each in their order; each person serves one patron, however often they
 * signed. Every name is folded once: a charter that strangers flood stays as quick to read for each signature.
 */
export function matchSignatures<P extends Named, S extends Signed>(
  manifest: readonly P[],
  signatures: readonly S[],
): MatchedManifest<P, S> {
  const people = peopleIn(signatures);
  const waiting = new Map<string, S[]>();
  for (const { name, signature } of people) putUnder(waiting, name, signature);
  // Taken from the end, as taking from the start moves all that follow.
  for (const namesakes of waiting.values()) namesakes.reverse();
  const lines = manifest.map((patron) => ({ patron, signature: waiting.get(foldName(patron.name))?.pop() }));
  const free = new Set([...waiting.values()].flat());
  return { lines, unlisted: people.map(({ signature }) => signature).filter((signature) => free.has(signature)) };
}

/** Counts those on the list who have signed. */
export function countListed({ lines }: MatchedManifest<Named, Signed>): number {
  return lines.filter(({ signature }) => signature !== undefined).length;
}

interface Person<S> {
  /** Folded. */
  readonly name: string;
  /** Their first. */
  readonly signature: S;
}

/** Lists who signed, each once, in the order of their first signatures. */
function peopleIn<S extends Signed>(signatures: readonly S[]): readonly Person<S>[] {
  const seen = new Set<string>();
  return signatures
    .map((signature) => ({ name: foldName(signature.participant), signature }))
    .filter(({ name, signature: { person } }) => {
      if (person === undefined) return true;
      const key = `${person} ${name}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

function putUnder<S>(lists: Map<string, S[]>, key: string, item: S): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** Counts names that have signed. Somebody who signed twice is one person: a doubled signature must not hide a missing one. */
export function countSigned(participants: readonly string[]): number {
  return new Set(participants.map(foldName)).size;
}

/** Counts the people who have signed: of one name as many as are told apart. */
export function countPeople(signatures: readonly Signed[]): number {
  const told = new Map<string, Set<number>>();
  for (const { participant, person } of signatures) {
    const name = foldName(participant);
    const people = told.get(name) ?? new Set();
    told.set(name, person === undefined ? people : people.add(person));
  }
  return [...told.values()].reduce((sum, people) => sum + Math.max(1, people.size), 0);
}

/** Numbers the people of each name in their order: one name with one date of birth is one person, who signed twice. */
export function numberPeople<S extends Signed>(
  signed: readonly { readonly signature: S; readonly birth_date: string }[],
): (S & { person: number })[] {
  const births = new Map<string, Map<string, number>>();
  return signed.map(({ signature, birth_date }) => {
    const name = foldName(signature.participant);
    const numbers = births.get(name) ?? new Map<string, number>();
    births.set(name, numbers);
    const person = numbers.get(birth_date) ?? numbers.size + 1;
    numbers.set(birth_date, person);
    return { ...signature, person };
  });
}

/**
 * Gives a participant of a signature an id of their own as a patron, the same whenever it is asked for, so that listing
 * twice lists once. `signatures` are the charter's: those of one record keep their order.
 */
export function patronIdOf(signature: SignatureSummary, signatures: readonly SignatureSummary[]): string {
  const place =
    signature.nth ??
    signatures
      .filter(({ id }) => id === signature.id)
      .findIndex(({ participant }) => participant === signature.participant);
  const last = signature.id.slice(-2);
  return signature.id.slice(0, -2) + (Number.parseInt(last, 16) ^ Math.max(place, 0)).toString(16).padStart(2, "0");
}
