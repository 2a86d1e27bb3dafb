import { whoTakesPlaces } from "../../rules/manifest/places.ts";
import { quoteNames } from "../../rules/people/names.ts";
import { anyOf, hasSize, joinUpdates, missing, stillHas, type Update } from "../dynamodb/update.ts";
import { signLine, tellHistory } from "./history.ts";
import { hasRoomForPatrons, sortPatrons } from "./patrons.ts";
import type { Charter } from "./readCharter.ts";
import { stillAtRevision, type StoredEvent } from "./stored.ts";

/** How many one update puts on the list: an expression may have 4 KB. */
const PLACES_PER_UPDATE = 40;
/** Of more who were taken off, one expression cannot hold that they still are: then nobody comes on the list by themselves. */
const REMOVED_MAX = 100;

/** What decides who takes a place. */
const DECISIVE = ["party", "patrons", "status", "dock", "revision"] as const;

/** Who has taken places of a party by signing. */
export interface Placed {
  readonly patrons: StoredEvent["patrons"];
  /** Puts them on the list, with its line of the history, while all that decided it is as it was read. */
  readonly update: Update;
  /** Whether others are left for another turn. */
  readonly more: boolean;
}

/** By whom the history says that it was done: the version before tells of it as of anybody's adding. */
const SYSTEM = { email: "", name: "The system" };

/**
 * Puts on the list who has signed into the open places of a party; undefined where nobody does. Only while the charter is
 * open and at the dock: who is on the list of one that has sailed is a matter for people.
 */
export function takePlaces({ event, signatures }: Charter, now: Date): Placed | undefined {
  const { seen, unread } = event;
  if (DECISIVE.some((part) => unread.has(part)) || seen.status !== "open" || seen.dock !== undefined) return undefined;
  const [manifest, removed] = [listOf(seen.patrons), listOf(seen.removed_patrons)];
  if (removed.length > REMOVED_MAX) return undefined;
  const all = whoTakesPlaces({ party: seen.party, manifest, removed, signatures });
  const added_at = now.toISOString();
  const stored = all
    .slice(0, PLACES_PER_UPDATE)
    .map(({ id, name }, at) => [id, { name, email: null, place: manifest.length + at, added_at }] as const);
  const patrons = Object.fromEntries(stored);
  if (stored.length === 0 || !hasRoomForPatrons({ ...seen.patrons, ...seen.removed_patrons, ...patrons }))
    return undefined;
  const line = {
    kind: "added" as const,
    ...quoteNames(stored.map(([, { name }]) => name)),
    by_signing: true,
    done_at: added_at,
    ...signLine(SYSTEM, now),
  };
  return {
    patrons,
    update: joinUpdates(
      {
        set: stored.map(([id, patron]) => [["patrons", id], patron] as const),
        conditions: stillListed(seen, manifest.length, removed),
      },
      tellHistory([line], event),
    ),
    more: all.length > stored.length,
  };
}

/** Nobody was added, put back, moved, called off or has sailed since; who was taken off only leaves another place. */
function stillListed({ revision }: StoredEvent, listed: number, removed: readonly { readonly id: string }[]) {
  const known = listed + removed.length;
  const size = hasSize("patrons", "=", known);
  return [
    stillAtRevision(revision),
    missing("dock"),
    known === 0 ? anyOf(missing("patrons"), size) : size,
    ...removed.map(({ id }) => stillHas(["patrons", id, "removed"], true)),
  ];
}

function listOf(patrons: StoredEvent["patrons"]) {
  return sortPatrons(patrons).map(([id, { name, listed_at = null, matches }]) => ({ id, name, listed_at, matches }));
}
