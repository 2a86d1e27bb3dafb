import type { ManifestLine } from "../../rules/manifest/whoHasSigned.ts";
import { foldName } from "../../rules/people/foldName.ts";

export const FILTERS = ["all", "ashore", "aboard", "unsigned"] as const;
export type Filter = (typeof FILTERS)[number];

/** What of a list somebody wants to see. */
export interface View {
  /** Part of a name, as typed. */
  readonly search: string;
  readonly filter: Filter;
  /** Who stays in sight although the filter would not show them any more: a line that goes away moves the next one under the thumb. */
  readonly held: ReadonlySet<string>;
}

export const ALL_LINES: View = { search: "", filter: "all", held: new Set() };

/** A list longer than this is searched and filtered; a shorter one is seen at once. */
export const SEEN_AT_ONCE = 8;

const KEEPS: Readonly<Record<Filter, (line: ManifestLine) => boolean>> = {
  all: () => true,
  ashore: ({ patron }) => patron.aboard_at === null,
  aboard: ({ patron }) => patron.aboard_at !== null,
  unsigned: ({ signature }) => signature === undefined,
};

/** Picks the lines that are asked for, in their order; a name is found by any part of it, however it is accented. */
export function shownLines(lines: readonly ManifestLine[], { search, filter, held }: View): readonly ManifestLine[] {
  const wanted = foldName(search);
  return lines.filter(
    (line) => foldName(line.patron.name).includes(wanted) && (KEEPS[filter](line) || held.has(line.patron.id)),
  );
}

/** Counts the lines that each filter shows. */
export function countByFilter(lines: readonly ManifestLine[]): Readonly<Record<Filter, number>> {
  const counted = (filter: Filter): number => lines.filter(KEEPS[filter]).length;
  return { all: lines.length, ashore: counted("ashore"), aboard: counted("aboard"), unsigned: counted("unsigned") };
}

/** Who of these can go aboard together: signed, and not aboard yet. */
export function boardable(lines: readonly ManifestLine[]): readonly ManifestLine[] {
  return lines.filter(({ patron, signature }) => signature !== undefined && patron.aboard_at === null);
}
