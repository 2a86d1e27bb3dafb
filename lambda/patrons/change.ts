import type { ChangePatronRequest } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Byline } from "../../rules/charter/outcome.ts";
import { decidePatronChange, type PatronChanged } from "../../rules/manifest/changePatron.ts";
import type { PatronState } from "../../rules/manifest/patronState.ts";
import type { Change } from "../charter/change.ts";
import { hasRoomForPatrons } from "../charter/patrons.ts";
import type { Charter } from "../charter/readCharter.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { exists, joinUpdates, missing, stillHas, type Update } from "../dynamodb/update.ts";
import { patronNotFound, signatureNotHere, signaturesFull } from "./problems.ts";
import { manifestOf, toAttributes } from "./state.ts";

/** Decides what a request changes of a patron; undefined when it all is so already, as after a retry. */
export function patronChange(
  event: Pick<StoredEvent, "patrons" | "removed_patrons" | "history" | "history_bytes">,
  id: string,
  request: ChangePatronRequest,
  byline: Byline,
  signatures: Charter["signatures"] = [],
): Change | undefined {
  const manifest = manifestOf(event);
  const before = manifest.get(id);
  const outcome = decidePatronChange({ manifest, history: event.history, signatures }, id, request, byline);
  if (outcome.kind === "refused" && outcome.reason === "no-signature") throw signatureNotHere();
  if (outcome.kind === "refused" || before === undefined) throw patronNotFound();
  if (outcome.kind === "same") return undefined;
  if (outcome.saidOf !== undefined && !hasRoomFor(event, id, outcome.patron)) throw signaturesFull();
  const update = joinUpdates(differences(id, before, outcome), saying(id, before, outcome));
  return { update: joinUpdates(update, toldOnce(event, outcome.lines)), lines: outcome.lines };
}

/** A word that comes late changes nothing but the history, which says it once: also where it arrives twice at a time. */
function toldOnce({ history_bytes: told }: Pick<StoredEvent, "history_bytes">, lines: readonly HistoryLine[]): Update {
  const isLate = lines.some((line) => "late" in line && line.late === true);
  return isLate && told > 0 ? { conditions: [stillHas("history_bytes", told)] } : {};
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

/**
 * All that is stored of a check. One is written whole: of a charter that was moved, what is read leaves out who was aboard
 * before, and what is stored does not.
 */
const OF_A_CHECK: readonly string[] = ["aboard_at", "checked_at", "checked_received_at", "checked_by"];

/** Writes what differs, while what it was decided on is as it was. */
function differences(id: string, before: PatronState, { patron, decidedOn }: PatronChanged): Update {
  const at = (name: string) => ["patrons", id, name] as const;
  const was = new Map<string, unknown>(Object.entries(toAttributes(before)));
  const differing = (name: string, value: unknown) => value !== was.get(name);
  const after = Object.entries(toAttributes(patron));
  const checked = after.some(([name, value]) => OF_A_CHECK.includes(name) && differing(name, value));
  const changed = after.filter(([name, value]) => differing(name, value) || (checked && OF_A_CHECK.includes(name)));
  return {
    set: changed.filter(([, value]) => value !== undefined).map(([name, value]) => [at(name), value] as const),
    remove: changed.filter(([, value]) => value === undefined).map(([name]) => at(name)),
    conditions: [
      exists(["patrons", id]),
      ...decidedOn.map((part) => stillHas(at(DECISIVE[part]), was.get(DECISIVE[part]))),
    ],
  };
}

/** What is said of signatures shares the room of the list. */
function hasRoomFor(
  { patrons, removed_patrons }: Pick<StoredEvent, "patrons" | "removed_patrons">,
  id: string,
  { matches }: PatronState,
): boolean {
  const patron = patrons[id];
  if (patron === undefined || matches === undefined) return true;
  return hasRoomForPatrons({ ...removed_patrons, ...patrons, [id]: { ...patron, matches } });
}

/** Writes what is said of a signature, while the last word on it is as it was: each signature has its own place. */
function saying(id: string, before: PatronState, { patron, saidOf }: PatronChanged): Update {
  if (saidOf === undefined) return {};
  const at = ["patrons", id, "matches"] as const;
  const [was, is] = [before.matches?.[saidOf], patron.matches?.[saidOf]];
  if (before.matches === undefined)
    return { set: is === undefined ? [] : [[at, { [saidOf]: is }]], conditions: [missing(at)] };
  return {
    set: is === was ? [] : [[[...at, saidOf], is]],
    conditions: [exists(at), stillHas([...at, saidOf, "at"], was?.at)],
  };
}
