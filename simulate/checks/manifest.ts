import type { StoredEvent, StoredPatron } from "../../lambda/charter/stored.ts";
import type { Book } from "../book/book.ts";
import { Violation } from "../world/violation.ts";
import type { World } from "../world/world.ts";
import { checkOnce } from "./once.ts";
import type { Stored } from "./stored.ts";
import { agrees, wordOf, type Word } from "./words.ts";

/**
 * Holds each list against what was acknowledged: everybody is there, and where and called what the latest word by the devices'
 * clocks says. Of names and addresses the version before kept the last one written, whenever it was said.
 */
export function checkManifest({ book, rolledBack }: Pick<World, "book" | "rolledBack">, { charters }: Stored): void {
  const listed = [...charters.values()].flatMap((event) =>
    Object.entries(everybody(event)).map(([id, patron]) => ({ id, slug: event.event_id, patron })),
  );
  const changes = groupBy([...book.changes.values()], ({ what }) => what.patron);
  const byId = new Map(listed.map(({ id, patron }) => [id, patron]));
  for (const [deed] of checkOnce("manifest", "patron", book.patrons, listed)) {
    const patron = byId.get(deed.id);
    if (patron === undefined) continue;
    const saying = changes.get(deed.id) ?? [];
    checkPatron(deed.slug, deed.id, patron, deed, saying);
    if (!rolledBack) checkNaming(deed.slug, deed.id, patron, deed, saying);
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
