import type { InferOutput } from "valibot";

import { PATRONS_MAX, type AddPatronsRequest } from "../contract/api/event.ts";
import { SAME, signedBy, type Byline, type Outcome } from "../charter/outcome.ts";
import { quoteNames } from "../people/names.ts";
import type { Manifest, PatronState } from "./patronState.ts";

type Request = InferOutput<typeof AddPatronsRequest>;

export interface AddedPatron {
  readonly id: string;
  /** Where in the request they stood: the list keeps its order. */
  readonly place: number;
  readonly patron: PatronState;
}

export interface PatronsAdded {
  /** They come after all who are on the list. */
  readonly added: readonly AddedPatron[];
  /** Whether some are left for another turn. */
  readonly more: boolean;
}

/**
 * Decides who comes on the list, at most so many in one turn. Who was on it before, or was taken off since, stays as they
 * are; the list is full for all of a request or for none of it.
 */
export function decideAddedPatrons(
  manifest: Manifest,
  request: Request,
  byline: Byline,
  atMost = Infinity,
): Outcome<PatronsAdded, { readonly reason: "list-full" }> {
  const missing = missingFrom(manifest, request, byline);
  if (missing.length === 0) return SAME;
  if (manifest.size + missing.length > PATRONS_MAX) return { kind: "refused", reason: "list-full" };
  const added = missing.slice(0, atMost);
  const aboard = added.every(({ patron }) => patron.aboard_at !== null);
  const names = quoteNames(added.map(({ patron }) => patron.name));
  return {
    kind: "changed",
    added,
    more: missing.length > added.length,
    lines: [{ kind: aboard ? "added-aboard" : "added", ...names, done_at: request.at, ...signedBy(byline) }],
  };
}

function missingFrom(manifest: Manifest, { patrons, at }: Request, byline: Byline): readonly AddedPatron[] {
  return patrons
    .map(({ id, name, email, phone = null, aboard }, place) => ({
      id,
      place,
      patron: { name, name_at: null, email, email_at: null, phone, phone_at: null, ...boarded(aboard, at, byline) },
    }))
    .filter(({ id, place }) => !manifest.has(id) && patrons.findIndex((other) => other.id === id) === place);
}

/** A walk-up stands on deck already. */
function boarded(
  aboard: boolean,
  at: string,
  byline: Byline,
): Pick<PatronState, "aboard_at" | "checked" | "listed_at" | "listed"> {
  return {
    aboard_at: aboard ? at : null,
    checked: aboard ? { at, received_at: byline.at, by: byline.by } : null,
    listed_at: null,
    listed: true,
  };
}
