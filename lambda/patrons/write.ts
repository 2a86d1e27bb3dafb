import type { InferOutput } from "valibot";

import { PATRONS_MAX, type AddPatronsRequest, type ChangePatronRequest } from "../../rules/contract/api/event.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { quoteNames } from "../../rules/people/names.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { anyOf, exists, hasSize, joinUpdates, missing, type Update } from "../dynamodb/update.ts";
import type { Services } from "../services.ts";
import { applyChange, type Change, type Changer } from "../charter/change.ts";
import { signLine } from "../charter/history.ts";
import { patronChange } from "./change.ts";
import { manifestFull, patronNotFound } from "./problems.ts";
import type { StoredEvent, StoredPatron } from "../charter/stored.ts";

/** How many patrons one update adds: an expression may have 4 KB. */
const PATRONS_PER_UPDATE = 40;

type Request = InferOutput<typeof AddPatronsRequest>;

/** Puts patrons on the list in their order. Who was on it before, or was taken off since, stays as they are. */
export async function addPatrons(services: Services, slug: string, request: Request, by: Changer): Promise<void> {
  const now = services.clock();
  await applyChange(services, slug, (event) => addingChange(event, request, by, now));
}

function addingChange(
  event: StoredEvent,
  { patrons, at }: Request,
  { account, origin }: Changer,
  now: Date,
): Change | undefined {
  const known = { ...event.patrons, ...event.removed_patrons };
  const unlisted = patrons.map((patron, place) => ({ ...patron, place })).filter(({ id }) => !(id in known));
  const added = unlisted.slice(0, PATRONS_PER_UPDATE);
  if (added.length === 0) return undefined;
  const line = { ...quoteNames(added.map(({ name }) => name)), done_at: at, ...signLine(account, now) };
  const stored = added.map(({ id, name, email, aboard, place }): [string, StoredPatron] => [
    id,
    {
      name,
      email,
      place,
      added_at: now.toISOString(),
      ...(aboard
        ? { aboard_at: at, checked_at: at, checked_received_at: now.toISOString(), checked_by: account.email }
        : {}),
    },
  ]);
  if (!hasRoom({ ...known, ...Object.fromEntries(stored) })) throw manifestFull();
  return {
    more: unlisted.length > added.length,
    update: joinUpdates(enteredAt(origin), {
      set: stored.map(([id, patron]) => [["patrons", id], patron] as const),
      conditions: [
        exists("event_id"),
        anyOf(missing("patrons"), hasSize("patrons", "<=", PATRONS_MAX - added.length)),
        ...added.map(({ id }) => missing(["patrons", id])),
      ],
    }),
    lines: [{ kind: added.every(({ aboard }) => aboard) ? "added-aboard" : "added", ...line }],
  };
}

/** Checks a patron aboard or ashore, takes one off the list or puts one back, renames one or sets the address. */
export async function changePatron(
  services: Services,
  slug: string,
  id: string,
  request: ChangePatronRequest,
  { account, origin }: Changer,
): Promise<void> {
  const now = services.clock();
  await applyChange(services, slug, (event) => {
    const patron = event.patrons[id] ?? event.removed_patrons[id];
    if (patron === undefined) throw patronNotFound();
    // What is asked of somebody who is off the list fails loudly: nobody may seem to be aboard who is not listed.
    if (patron.removed === true && request.listed === undefined) throw patronNotFound();
    const change = patronChange({ id, patron, request, account, now, history: event.history });
    return change === undefined ? undefined : { ...change, update: joinUpdates(enteredAt(origin), change.update) };
  });
}

/** What checking a patron in adds to them: a check-in is never refused, so each patron is weighed with one. */
const CHECKED_IN: Partial<StoredPatron> = {
  aboard_at: "2026-05-23T18:00:00.000Z",
  checked_at: "2026-05-23T18:00:00.000Z",
  checked_received_at: "2026-05-23T18:00:00.000Z",
  checked_by: "somebody.of.the.crew@example.com",
};

function hasRoom(patrons: Readonly<Record<string, StoredPatron>>): boolean {
  const checkedIn = Object.entries(patrons).map(([id, patron]) => [id, { ...CHECKED_IN, ...patron }]);
  return checkedIn.length <= PATRONS_MAX && itemBytes(Object.fromEntries(checkedIn)) <= CHARTER_BUDGETS.patrons.bytes;
}

/** Notes on which site patrons are entered: reminders to them come of no request that would tell. */
function enteredAt(origin: string): Update {
  return { set: [["origin", origin]] };
}
