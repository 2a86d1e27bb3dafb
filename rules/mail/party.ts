import type { Matches } from "../contract/api/event.ts";
import { openPlaces } from "../manifest/places.ts";
import { matchSignatures, type Signed } from "../manifest/whoHasSigned.ts";

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** What is settled of whose signature counts for them. */
  readonly matches?: Matches | undefined;
}

/** What decides whether a booker is told of their party. */
export interface PartyFacts<P extends Listed> {
  /** In the order of the list. */
  readonly manifest: readonly P[];
  readonly signatures: readonly Signed[];
  /** Addresses that want no reminders. */
  readonly optedOut: ReadonlySet<string>;
  /** Who of the list booked, by id; missing where nobody is known to have, or where that is not known: the list of the month does not carry it. */
  readonly booker?: string | undefined;
  /** How many come; missing in the same cases. */
  readonly party?: number | null | undefined;
}

/** What the booker of a party is told of who has not signed. */
export interface PartyNews<P extends Listed = Listed> {
  readonly booker: P & { readonly email: string };
  /** Whether the booker has not signed either. */
  readonly unsigned: boolean;
  /** Who of the others on the list has not signed. */
  readonly names: readonly string[];
  /** How many places have no name yet. */
  readonly unnamed: number;
  /** How many come, as far as is known. */
  readonly of: number;
}

/**
 * Tells what the booker is to hand the link on for: somebody who has not signed is reached by no mail, as a place has no name
 * yet or somebody on the list no address. Undefined where all are reached, or where the booker has no address, or wants none of it.
 */
export function partyToTell<P extends Listed>({
  manifest,
  signatures,
  optedOut,
  booker,
  party = null,
}: PartyFacts<P>): PartyNews<P> | undefined {
  const { lines } = matchSignatures(manifest, signatures);
  const own = lines.find(({ patron }) => patron.id === booker);
  const email = own?.patron.email ?? null;
  if (own === undefined || email === null || optedOut.has(email)) return undefined;
  const others = lines.filter((line) => line !== own && line.signature === undefined).map(({ patron }) => patron);
  const unnamed = openPlaces({ party, manifest });
  if (unnamed === 0 && others.every((patron) => patron.email !== null)) return undefined;
  return {
    booker: { ...own.patron, email },
    unsigned: own.signature === undefined,
    names: others.map(({ name }) => name),
    unnamed,
    of: manifest.length + unnamed,
  };
}

/** How many names a mail lists. */
const NAMED_MAX = 10;

/** Says who of a party has not signed: `3 of your party of 6 have not signed: Ben, Cara and one more whose name we do not have`. */
export function tellParty({ names, unnamed, of, unsigned }: PartyNews): string {
  const missing = names.length + unnamed;
  const listed = names.slice(0, NAMED_MAX);
  const rest = names.length - listed.length;
  const all = [
    ...listed,
    ...(rest === 0 ? [] : [`${String(rest)} more on the list`]),
    ...(unnamed === 0 ? [] : [sayUnnamed(unnamed, names.length > 0)]),
  ];
  const who = [all.slice(0, -1).join(", "), ...all.slice(-1)].filter((part) => part !== "").join(" and ");
  const have = `${String(missing)} of your party of ${String(of)} ${missing === 1 ? "has" : "have"} not signed: ${who}`;
  return unsigned ? `Besides you, ${have}` : have;
}

function sayUnnamed(unnamed: number, besides: boolean): string {
  const number = unnamed === 1 ? "one" : String(unnamed);
  return `${number}${besides ? " more" : ""} whose ${unnamed === 1 ? "name" : "names"} we do not have`;
}
