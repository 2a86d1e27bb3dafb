import type { StoredEvent, StoredPatron } from "../../lambda/charter/stored.ts";
import { parseStoredSignature, summarizeSignatures } from "../../lambda/charter/signatureRecord.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { patronIdOf } from "../../rules/manifest/whoHasSigned.ts";
import type { Book } from "../book/book.ts";
import { intend } from "../book/deed.ts";
import type { Item } from "../table/values.ts";
import { Violation } from "../world/violation.ts";
import type { World } from "../world/world.ts";
import { checkOnce } from "./once.ts";
import type { Stored } from "./stored.ts";
import { agrees, wordOf, type Word } from "./words.ts";

/**
 * Holds each list against what was acknowledged: everybody is there, and where and called what the latest word by the devices'
 * clocks says. Of names and addresses the version before kept the last one written, whenever it was said. Whom nobody put
 * there has signed into a place of the party.
 */
export function checkManifest(
  { book, rolledBack }: Pick<World, "book" | "rolledBack">,
  { charters, signatures }: Stored,
): void {
  const signers = new Map([...charters.keys()].map((slug) => [slug, signersOf(signatures.get(slug) ?? [])]));
  const everyone = [...charters.values()].flatMap((event) =>
    Object.entries(everybody(event)).map(([id, patron]) => ({ id, slug: event.event_id, patron })),
  );
  /** Somebody may have been refused who took a place in the meantime. */
  const hasTakenPlace = ({ id, slug }: { readonly id: string; readonly slug: string }): boolean =>
    (book.patrons.get(id)?.outcome ?? "refused") === "refused" && signers.get(slug)?.has(id) === true;
  const changes = groupBy([...book.changes.values()], ({ what }) => what.patron);
  const check = (id: string, slug: string, patron: StoredPatron, added: Added): void => {
    const saying = changes.get(id) ?? [];
    checkPatron(slug, id, patron, added, saying);
    if (!rolledBack) checkNaming(slug, id, patron, added, saying);
    checkMatches(slug, id, patron, saying);
  };
  const placed = everyone.filter(hasTakenPlace);
  for (const { id, slug, patron } of placed)
    check(id, slug, patron, intend<Added["what"]>(new Map(), id, slug, asSigned(id, signers.get(slug)?.get(id) ?? "")));
  checkPlaces(book, charters, placed);
  const listed = everyone.filter((one) => !hasTakenPlace(one));
  const byId = new Map(listed.map(({ id, patron }) => [id, patron]));
  for (const [deed] of checkOnce("manifest", "patron", book.patrons, listed)) {
    const patron = byId.get(deed.id);
    if (patron !== undefined) check(deed.id, deed.slug, patron, deed);
  }
}

/** Who comes on the list by signing: under their name, ashore, and with no address. */
function asSigned(id: string, name: string): Added["what"] {
  return { id, name, at: "", said_at: "" };
}

/** Everybody whom a charter's records are of, by the id that they have as a patron. */
function signersOf(items: readonly Item[]): ReadonlyMap<string, string> {
  const [first] = items;
  if (first === undefined) return new Map();
  const signed = summarizeSignatures(items.map(parseStoredSignature), parseStoredSignature(first).slug);
  return new Map(signed.map((one) => [patronIdOf(one, signed), one.participant]));
}

/** Nobody takes a place where nobody said how many come; at no time were there more than were said. */
function checkPlaces(book: Book, charters: Stored["charters"], placed: readonly { readonly slug: string }[]): void {
  for (const [slug, { created_id }] of charters) {
    const later = [...book.parties.values()].filter((deed) => deed.slug === slug).map(({ what }) => what.party ?? 0);
    const most = Math.max(book.charters.get(created_id)?.what.party ?? 0, ...later);
    const taken = placed.filter((one) => one.slug === slug).length;
    // Whoever was taken off left their place to somebody, also where they were put back later.
    const left = [...book.changes.values()].filter((deed) => deed.slug === slug && deed.what.listed === false);
    if (taken > 0 && (most === 0 || taken > most + new Set(left.map(({ what }) => what.patron)).size))
      throw new Violation("manifest", `${slug}: ${String(taken)} have taken places of a party of ${String(most)}`);
  }
}

function everybody({ patrons, removed_patrons }: StoredEvent): Readonly<Record<string, StoredPatron>> {
  return { ...patrons, ...removed_patrons };
}

type Change = Book["changes"] extends Map<string, infer One> ? One : never;
type Added = Book["patrons"] extends Map<string, infer One> ? One : never;

function checkPatron(slug: string, id: string, patron: StoredPatron, added: Added, changes: readonly Change[]): void {
  const first = added.what.aboard === true ? [{ ...wordOf(added, true), sure: true }] : [];
  const aboard = [...first, ...wordsOn("aboard", changes)];
  expect(slug, id, "aboard", patron.aboard_at !== undefined, aboard, false);
  expect(slug, id, "on the list", patron.removed !== true, wordsOn("listed", changes), true);
}

function checkNaming(slug: string, id: string, patron: StoredPatron, added: Added, changes: readonly Change[]): void {
  for (const [what, agreed] of [
    ["name", agrees<Said>(patron.name, wordsOn("name", changes), added.what.name)],
    ["number", agrees<Said>(patron.phone ?? null, wordsOn("phone", changes), added.what.phone ?? null)],
    ["address", agrees<Said>(patron.email, wordsOn("email", changes), added.what.email ?? null)],
  ] as const)
    if (!agreed) throw new Violation("manifest", `${slug}: ${id} has another ${what} than the latest word says`);
}

/** What is kept of signatures was said by hand, and is the latest word on each; no version loses it. */
function checkMatches(slug: string, id: string, { matches = {} }: StoredPatron, changes: readonly Change[]): void {
  const said = groupBy(
    changes.filter(({ what }) => what.signature !== undefined),
    ({ what }) => (what.signature && matchKey(what.signature)) ?? "",
  );
  for (const key of new Set([...said.keys(), ...Object.keys(matches)])) {
    const words = (said.get(key) ?? []).flatMap((deed) =>
      deed.what.signature === undefined ? [] : [wordOf<boolean | undefined>(deed, deed.what.signature.counts)],
    );
    if (agrees<boolean | undefined>(matches[key]?.counts, words, undefined)) continue;
    throw new Violation("manifest", `${slug}: ${id} has another word on a signature than the latest one`);
  }
}

type Said = string | boolean | null;

function wordsOn(
  part: "aboard" | "listed" | "name" | "email" | "phone",
  changes: readonly Change[],
): readonly Word<Said>[] {
  return changes.flatMap((deed) => {
    const says = deed.what[part];
    // One that was refused may have been taken before, when its answer was lost, of who has been taken off the list since.
    return says === undefined ? [] : [wordOf(deed, says)];
  });
}

function expect(
  slug: string,
  id: string,
  what: string,
  is: boolean,
  words: readonly Word<Said>[],
  unsaid: boolean,
): void {
  if (agrees<Said>(is, words, unsaid)) return;
  throw new Violation("manifest", `${slug}: ${id} is ${is ? "" : "not "}${what}, and the latest word is otherwise`);
}

function groupBy<One>(all: readonly One[], nameOf: (one: One) => string): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one]);
  return groups;
}
