import type { DepartureRequest } from "../contract/api/departing.ts";
import type { Departed, DepartureEntry, DepartureReason } from "../contract/api/departure.ts";
import type { EventDetail } from "../contract/api/event.ts";
import { isOfItsDay } from "../charter/moving.ts";
import { SAME, type Byline, type Outcome } from "../charter/outcome.ts";
import { matchSignatures } from "../manifest/whoHasSigned.ts";
import { asItWas } from "./asItWas.ts";
import { asksFor } from "./asksFor.ts";
import { everyName } from "./everyName.ts";
import { assessDeparture, verdictOf } from "./goNoGo.ts";
import type { DepartureFacts } from "./reasons.ts";
import { checkBack, checkCorrection, departureState, dockOf, type Dock, type DepartureRefusal } from "./state.ts";

export type DepartingCharter = Pick<
  EventDetail,
  | Exclude<keyof DepartureFacts, "broken_parts" | "signatures_more" | "party" | "manifest">
  | "slug"
  | "vessel"
  | "departures"
> &
  Partial<Pick<EventDetail, "moves">> &
  Pick<DepartureFacts, "broken_parts" | "signatures_more" | "party"> & {
    readonly manifest: readonly Pick<EventDetail["manifest"][number], "id" | "name" | "aboard_at" | "added_at">[];
  };

export interface DepartureRecorded {
  readonly entry: DepartureEntry;
  /** All entries, with the new one at their end. */
  readonly departures: readonly DepartureEntry[];
  /** Where the charter is by them. */
  readonly dock: Dock | undefined;
}

export type DepartureRefused =
  /** With how many departed. */
  | { readonly reason: DepartureRefusal; readonly departed: number }
  | { readonly reason: "no-go"; readonly reasons: readonly DepartureReason[] }
  /** Others are aboard than the screen showed. */
  | { readonly reason: "list-changed" }
  /** The id names another entry. */
  | { readonly reason: "id-taken" };

interface Author {
  readonly byline: Byline;
  /** Finds the name of a crew member by their e-mail. */
  readonly nameOf: (email: string) => string;
}

type Recorded = Pick<DepartureEntry, "at" | "received_at" | "by" | "name">;
type Made = { readonly entry: DepartureEntry } | { readonly refused: DepartureRefused };

/** Decides on a departure, a return or a correction of one, and makes its entry. It tells itself: the history has no line of it. */
export function decideDeparture(
  charter: DepartingCharter,
  request: DepartureRequest,
  { byline, nameOf }: Author,
): Outcome<DepartureRecorded, DepartureRefused> {
  const before = charter.departures.find(({ id }) => id === request.id);
  if (before !== undefined) return asksFor(request, before) ? SAME : { kind: "refused", reason: "id-taken" };
  const recorded = { at: request.at, received_at: byline.at, by: byline.by, name: byline.name };
  const made = make(charter, request, recorded, nameOf);
  if ("refused" in made) return { kind: "refused", ...made.refused };
  const departures = [...charter.departures, made.entry];
  return { kind: "changed", entry: made.entry, departures, dock: dockOf(departures), lines: [] };
}

function make(
  charter: DepartingCharter,
  request: DepartureRequest,
  recorded: Recorded,
  nameOf: Author["nameOf"],
): Made {
  const { departed } = departureState(charter.departures);
  const refuse = (reason: DepartureRefusal): Made => ({ refused: { reason, departed: departed?.aboard.length ?? 0 } });
  switch (request.kind) {
    case "departed":
      if (departed !== undefined) return refuse("departed-already");
      return isOfItsDay(charter, recorded) ? depart(charter, request, recorded, nameOf) : refuse("moved");
    case "back": {
      const refusal = checkBack(charter.departures, { ...request, received_at: recorded.received_at });
      if (refusal !== undefined || departed === undefined) return refuse(refusal ?? "not-departed");
      const { kind, id, count, reason } = request;
      return {
        entry: { kind, id, departure: departed.id, count, expected: departed.aboard.length, reason, ...recorded },
      };
    }
    case "correction": {
      const refusal = checkCorrection(charter.departures, request.entry);
      const { kind, id, entry, reason } = request;
      return refusal === undefined ? { entry: { kind, id, entry, reason, ...recorded } } : refuse(refusal);
    }
  }
}

function depart(
  now: DepartingCharter,
  request: Extract<DepartureRequest, { kind: "departed" }>,
  recorded: Recorded,
  nameOf: Author["nameOf"],
): Made {
  const { kind, id, aboard: seen, override } = request;
  const { charter, since } = asItWas(now, request);
  const aboard = peopleAboard(charter);
  if (aboard.length !== seen.length || aboard.some((patron) => !seen.includes(patron.id)))
    return { refused: { reason: "list-changed" } };
  const { reasons: found, booked, signed } = assessDeparture(charter, everyName);
  const reasons = [...since, ...found];
  const verdict = verdictOf(reasons);
  if (verdict === "no-go" && override === null)
    return { refused: { reason: "no-go", reasons: [...since, ...assessDeparture(charter).reasons] } };
  const { vessel, capacity, briefing } = charter;
  const crew = [...new Set(charter.crew)].map((email) => ({ id: email, name: nameOf(email) }));
  const facts = { vessel, capacity, booked, signed, aboard, crew, briefing, verdict, reasons };
  return { entry: { kind, id, ...facts, override, ...recorded } };
}

/** Who is aboard, whether they had signed, and whom to call for them. */
function peopleAboard({ manifest, signatures }: DepartingCharter): Departed["aboard"] {
  return matchSignatures(manifest, signatures)
    .lines.filter(({ patron }) => patron.aboard_at !== null)
    .map(({ patron: { id, name }, signature }) => ({
      id,
      name,
      signed: signature !== undefined,
      emergency_contact: signature?.emergency_contact ?? null,
    }));
}
