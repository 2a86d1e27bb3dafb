import type { StoredEvent, StoredPatron } from "../../lambda/charter/stored.ts";
import type { Book } from "../book/book.ts";
import { Violation } from "../world/violation.ts";
import { checkOnce } from "./once.ts";
import type { Stored } from "./stored.ts";
import { agrees, wordOf, type Word } from "./words.ts";

/** Holds each list against what was acknowledged: everybody is there, and where the latest check says. */
export function checkManifest(book: Book, { charters }: Stored): void {
  const listed = [...charters.values()].flatMap((event) =>
    Object.entries(everybody(event)).map(([id, patron]) => ({ id, slug: event.event_id, patron })),
  );
  const changes = groupBy([...book.changes.values()], ({ what }) => what.patron);
  const byId = new Map(listed.map(({ id, patron }) => [id, patron]));
  for (const [deed] of checkOnce("manifest", "patron", book.patrons, listed)) {
    const patron = byId.get(deed.id);
    if (patron !== undefined) checkPatron(deed.slug, deed.id, patron, deed, changes.get(deed.id) ?? []);
  }
}

function everybody({ patrons, removed_patrons }: StoredEvent): Readonly<Record<string, StoredPatron>> {
  return { ...patrons, ...removed_patrons };
}

type Change = Book["changes"] extends Map<string, infer One> ? One : never;
type Added = Book["patrons"] extends Map<string, infer One> ? One : never;

function checkPatron(slug: string, id: string, patron: StoredPatron, added: Added, changes: readonly Change[]): void {
  const words = (name: "aboard" | "listed", first: readonly Word[]): readonly Word[] => [
    ...first,
    ...changes.flatMap((deed) => {
      const says = deed.what[name];
      // One that was refused may have been taken before, when its answer was lost, of who has been taken off the list since.
      return says === undefined ? [] : [wordOf(deed, says)];
    }),
  ];
  const aboard = words("aboard", added.what.aboard === true ? [{ ...wordOf(added, true), sure: true }] : []);
  expect(slug, id, "aboard", patron.aboard_at !== undefined, aboard, false);
  expect(slug, id, "on the list", patron.removed !== true, words("listed", []), true);
}

function expect(slug: string, id: string, what: string, is: boolean, words: readonly Word[], unsaid: boolean): void {
  if (agrees(is, words, unsaid)) return;
  throw new Violation("manifest", `${slug}: ${id} is ${is ? "" : "not "}${what}, and the latest word is otherwise`);
}

function groupBy<One>(all: readonly One[], nameOf: (one: One) => string): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one]);
  return groups;
}
