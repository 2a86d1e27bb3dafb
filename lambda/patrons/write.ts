import type { InferOutput } from "valibot";

import { PATRONS_MAX, type AddPatronsRequest, type ChangePatronRequest } from "../../rules/contract/api/event.ts";
import { quoteNames } from "../../rules/charter/history.ts";
import type { UpdateOrder } from "../dynamodb/table.ts";
import type { Services } from "../services.ts";
import { applyChange, type Change } from "../charter/change.ts";
import type { Changer } from "../events/change.ts";
import { signLine } from "../charter/history.ts";
import { patronChange } from "./change.ts";
import { manifestFull, patronNotFound } from "../events/problems.ts";
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
  const missing = patrons.map((patron, place) => ({ ...patron, place })).filter(({ id }) => !(id in known));
  const added = missing.slice(0, PATRONS_PER_UPDATE);
  if (added.length === 0) return undefined;
  if (Object.keys(known).length + added.length > PATRONS_MAX) throw manifestFull();
  const line = { ...quoteNames(added.map(({ name }) => name)), done_at: at, ...signLine(account, now) };
  const stored = added.map(
    ({ name, email, aboard, place }): StoredPatron => ({
      name,
      email,
      place,
      added_at: now.toISOString(),
      ...(aboard
        ? { aboard_at: at, checked_at: at, checked_received_at: now.toISOString(), checked_by: account.email }
        : {}),
    }),
  );
  return {
    more: missing.length > added.length,
    order: withOrigin(
      {
        update: `SET ${added.map((_, n) => `#patrons.#p${n} = :p${n}`).join(", ")}`,
        condition: [
          "attribute_exists(#event_id)",
          "(attribute_not_exists(#patrons) OR size(#patrons) <= :room)",
          ...added.map((_, n) => `attribute_not_exists(#patrons.#p${n})`),
        ].join(" AND "),
        names: Object.fromEntries(added.map(({ id }, n) => [`p${n}`, id])),
        values: {
          room: PATRONS_MAX - added.length,
          ...Object.fromEntries(stored.map((patron, n) => [`p${n}`, patron])),
        },
      },
      origin,
    ),
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
    // Only what removes nothing but attributes has no SET clause, and it enters no address.
    return change === undefined || !change.order.update.startsWith("SET ")
      ? change
      : { ...change, order: withOrigin(change.order, origin) };
  });
}

/** Notes on which site patrons are entered: reminders to them come of no request that would tell. */
function withOrigin(order: UpdateOrder, origin: string): UpdateOrder {
  return {
    ...order,
    update: `SET #origin = :origin, ${order.update.slice("SET ".length)}`,
    values: { ...order.values, origin },
  };
}
