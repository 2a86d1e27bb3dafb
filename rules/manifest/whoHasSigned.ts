import type { Matches, Patron, SignatureSummary } from "../contract/api/event.ts";
import { foldName } from "../people/foldName.ts";
import { matchKey, readByHand, type Sealed } from "./byHand.ts";

interface Named {
  readonly name: string;
  /** What was said by hand of whose signature counts for them; missing where nothing was. */
  readonly matches?: Matches | undefined;
}

/** What is needed of a signature to pair it; what names it is needed where pairs were made by hand. */
export interface Signed extends Sealed {
  readonly participant: string;
  /** Tells people of one name apart, by what only their records say; undefined where nobody knows. */
  readonly person?: number | undefined;
}

export interface ManifestLine<P extends Named = Patron, S extends Signed = SignatureSummary> {
  readonly patron: P;
  /** The one that counts for them, by hand or under the same name, if there is one. */
  readonly signature: S | undefined;
}

export interface MatchedManifest<P extends Named = Patron, S extends Signed = SignatureSummary> {
  readonly lines: readonly ManifestLine<P, S>[];
  /** Signed, but under no name on the list: shown so that nobody who signed is lost. Each person once. */
  readonly unlisted: readonly S[];
}

/**
 * Pairs patrons with who signed: first as it was said by hand, then by folded name, each in their order, but nobody with
 * whom it was said that they do not count for. Each person serves one patron, however often they signed. Every name is
 * folded once: a charter that strangers flood stays as quick to read for each signature.
 */
export function matchSignatures<P extends Named, S extends Signed>(
  manifest: readonly P[],
  signatures: readonly S[],
): MatchedManifest<P, S> {
  const people = peopleIn(signatures);
  const byHand = readByHand(manifest, people);
  const served = new Set(byHand.counts.values());
  const waiting = new Map<string, Person<S>[]>();
  for (const person of people) if (!served.has(person)) putUnder(waiting, person.name, person);
  // Taken from the end, as taking from the start moves all that follow.
  for (const namesakes of waiting.values()) namesakes.reverse();
  const lines = manifest.map((patron, place) => {
    const person =
      byHand.counts.get(place) ?? takeNamesake(waiting.get(foldName(patron.name)), byHand.barred.get(place));
    return { patron, signature: person?.signature };
  });
  const free = new Set([...waiting.values()].flat());
  return { lines, unlisted: people.filter((person) => free.has(person)).map(({ signature }) => signature) };
}

/** Takes the last of namesakes who may count for a patron. */
function takeNamesake<S>(
  namesakes: Person<S>[] = [],
  barred: ReadonlySet<Person<S>> = new Set(),
): Person<S> | undefined {
  const place = namesakes.findLastIndex((person) => !barred.has(person));
  return place === -1 ? undefined : namesakes.splice(place, 1)[0];
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
  /** By what words on their signatures name them. */
  readonly keys: readonly string[];
}

/** Lists who signed, each once, in the order of their first signatures. */
function peopleIn<S extends Signed>(signatures: readonly S[]): readonly Person<S>[] {
  const people = new Map<string, { name: string; signature: S; keys: string[] }>();
  signatures.forEach((signature, place) => {
    const name = foldName(signature.participant);
    const who = signature.person === undefined ? `#${String(place)}` : `${String(signature.person)} ${name}`;
    const person = people.get(who) ?? { name, signature, keys: [] };
    people.set(who, person);
    const key = matchKey(signature);
    if (key !== undefined) person.keys.push(key);
  });
  return [...people.values()];
}

/**
 * Finds the patron for whom a signature counts, of the person who gave it, whichever of theirs it is: undefined where it
 * counts for nobody on the list.
 */
export function countsForWhom<P extends Named>(
  { manifest, signatures }: { readonly manifest: readonly P[]; readonly signatures: readonly Signed[] },
  key: string,
): P | undefined {
  const person = peopleIn(signatures).find(({ keys }) => keys.includes(key));
  if (person === undefined) return undefined;
  return matchSignatures(manifest, signatures).lines.find(({ signature }) => signature === person.signature)?.patron;
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
