import type { InferOutput } from "valibot";

import { PATRONS_MAX, type AddPatronsRequest, type ChangePatronRequest } from "../../rules/contract/api/event.ts";
import type { Byline } from "../../rules/charter/outcome.ts";
import { decideAddedPatrons } from "../../rules/manifest/addPatrons.ts";
import { anyOf, exists, hasSize, joinUpdates, missing, type Update } from "../dynamodb/update.ts";
import type { Services } from "../services.ts";
import { applyChange, type Change, type Changer } from "../charter/change.ts";
import { signLine } from "../charter/history.ts";
import { requireSound } from "../charter/partly.ts";
import { hasRoomForPatrons } from "../charter/patrons.ts";
import { readCharter } from "../charter/readCharter.ts";
import { patronChange } from "./change.ts";
import { manifestFull } from "./problems.ts";
import { manifestOf, newPatron } from "./state.ts";
import type { StoredEvent } from "../charter/stored.ts";

/** How many patrons one update adds: an expression may have 4 KB. */
const PATRONS_PER_UPDATE = 40;

type Request = InferOutput<typeof AddPatronsRequest>;
type Listed = Pick<StoredEvent, "patrons" | "removed_patrons">;

/** Puts patrons on the list in their order. Who was on it before, or was taken off since, stays as they are. */
export async function addPatrons(services: Services, slug: string, request: Request, by: Changer): Promise<void> {
  const byline = signLine(by.account, services.clock());
  await applyChange(services, slug, (charter) => {
    requireSound(
      charter,
      "patrons",
      request.patrons.map(({ id }) => id),
    );
    return addingChange(charter.seen, request, byline, by.origin);
  });
}

function addingChange(event: Listed, request: Request, byline: Byline, origin: string): Change | undefined {
  const outcome = decideAddedPatrons(manifestOf(event), request, byline, PATRONS_PER_UPDATE);
  if (outcome.kind === "refused") throw manifestFull();
  if (outcome.kind === "same") return undefined;
  const { added, lines, more } = outcome;
  const stored = added.map(({ id, place, patron }) => [id, newPatron(patron, place, byline.at)] as const);
  if (!hasRoomForPatrons({ ...event.patrons, ...event.removed_patrons, ...Object.fromEntries(stored) }))
    throw manifestFull();
  const update = {
    set: stored.map(([id, patron]) => [["patrons", id], patron] as const),
    conditions: [
      exists("event_id"),
      anyOf(missing("patrons"), hasSize("patrons", "<=", PATRONS_MAX - added.length)),
      ...added.map(({ id }) => missing(["patrons", id])),
    ],
  };
  return { update: joinUpdates(enteredAt(origin), update), lines, more };
}

/**
 * Checks a patron aboard or ashore, takes one off the list or puts one back, renames one or sets the address, or notes whether a
 * signature counts for one. Signatures are read once: a record never changes.
 */
export async function changePatron(
  services: Services,
  slug: string,
  id: string,
  request: ChangePatronRequest,
  { account, origin }: Changer,
): Promise<void> {
  const byline = signLine(account, services.clock());
  const beside = request.signature === undefined ? undefined : await readCharter(services, slug);
  await applyChange(services, slug, (charter) => {
    requireSound(charter, "patrons", [id]);
    const change = patronChange(charter.seen, id, request, byline, beside?.signatures);
    return change === undefined ? undefined : { ...change, update: joinUpdates(enteredAt(origin), change.update) };
  });
}

/** Notes on which site patrons are entered: reminders to them come of no request that would tell. */
function enteredAt(origin: string): Update {
  return { set: [["origin", origin]] };
}
