import type { ChangePatronRequest } from "../../rules/contract/api/event.ts";
import type { Byline } from "../../rules/charter/outcome.ts";
import { decidePatronChange, type PatronChanged } from "../../rules/manifest/changePatron.ts";
import type { PatronState } from "../../rules/manifest/patronState.ts";
import type { Change } from "../charter/change.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { exists, stillHas, type Update } from "../dynamodb/update.ts";
import { patronNotFound } from "./problems.ts";
import { manifestOf, toAttributes } from "./state.ts";

/** Decides what a request changes of a patron; undefined when it all is so already, as after a retry. */
export function patronChange(
  event: Pick<StoredEvent, "patrons" | "removed_patrons" | "history">,
  id: string,
  request: ChangePatronRequest,
  byline: Byline,
): Change | undefined {
  const manifest = manifestOf(event);
  const before = manifest.get(id);
  const outcome = decidePatronChange({ manifest, history: event.history }, id, request, byline);
  if (outcome.kind === "refused" || before === undefined) throw patronNotFound();
  if (outcome.kind === "same") return undefined;
  return { update: differences(id, before, outcome), lines: outcome.lines };
}

/** The stored attribute that tells whether what a change was decided on is still so. */
const DECISIVE = {
  name: "name",
  name_at: "name_at",
  email_at: "email_at",
  phone_at: "phone_at",
  checked: "checked_at",
  listed_at: "listed_at",
} as const;

/** Writes what differs, while what it was decided on is as it was. */
function differences(id: string, before: PatronState, { patron, decidedOn }: PatronChanged): Update {
  const at = (name: string) => ["patrons", id, name] as const;
  const was = new Map<string, unknown>(Object.entries(toAttributes(before)));
  const changed = Object.entries(toAttributes(patron)).filter(([name, value]) => value !== was.get(name));
  return {
    set: changed.filter(([, value]) => value !== undefined).map(([name, value]) => [at(name), value] as const),
    remove: changed.filter(([, value]) => value === undefined).map(([name]) => at(name)),
    conditions: [
      exists(["patrons", id]),
      ...decidedOn.map((part) => stillHas(at(DECISIVE[part]), was.get(DECISIVE[part]))),
    ],
  };
}
