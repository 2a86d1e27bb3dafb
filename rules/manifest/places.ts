import * as v from "valibot";

import type { Matches, SignatureSummary } from "../contract/api/event.ts";
import { PersonName } from "../contract/api/fields.ts";
import { foldName } from "../people/foldName.ts";
import { matchSignatures, patronIdOf } from "./whoHasSigned.ts";

interface Listed {
  readonly id: string;
  readonly name: string;
}

interface Party {
  /** How many come; null or missing where nobody has said. */
  readonly party?: number | null | undefined;
}

/** Counts the places of a party that nobody on the list has: none where nobody has said how many come. */
export function openPlaces({ party, manifest }: Party & { readonly manifest: readonly unknown[] }): number {
  return Math.max(0, (party ?? 0) - manifest.length);
}

interface TakenOff extends Listed {
  /** When it was said that they are off the list; null where nobody knows. */
  readonly listed_at: string | null;
}

interface Signing extends Party {
  readonly manifest: readonly (Listed & { readonly matches?: Matches | undefined })[];
  readonly removed: readonly TakenOff[];
  readonly signatures: readonly SignatureSummary[];
}

/**
 * Picks who takes the open places of a party: whoever signed and is not on the list, those who signed first, each with the id
 * that adding them by hand gives them. Nobody comes back so who was taken off the list, by id or by name, and the place that
 * they left is for who signs afterwards: of those who had signed by then, whoever took them off has the choice.
 */
export function whoTakesPlaces({ party, manifest, removed, signatures }: Signing): readonly Listed[] {
  const open = openPlaces({ party, manifest });
  if (open === 0) return [];
  const known = new Set([...manifest, ...removed].map(({ id }) => id));
  const gone = new Set(removed.map(({ name }) => foldName(name)));
  const taken: Listed[] = [];
  for (const signature of matchSignatures(manifest, signatures).unlisted) {
    const one = { id: patronIdOf(signature, signatures), name: signature.participant };
    const leftSince = removed.filter(
      ({ listed_at }) => listed_at === null || listed_at >= signature.received_at,
    ).length;
    const mayCome = !known.has(one.id) && !gone.has(foldName(one.name)) && v.is(PersonName, one.name);
    if (mayCome && taken.length + leftSince < open) taken.push(one);
  }
  return taken;
}
