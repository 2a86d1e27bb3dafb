import type { ComponentChildren } from "preact";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Verdict } from "../../rules/contract/api/departure.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { checklistOf, type Check } from "../../rules/departure/checklist.ts";
import { departureDrift } from "../../rules/departure/drift.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import type { Phase } from "../../rules/departure/phase.ts";
import { departureState, type DepartureState } from "../../rules/departure/state.ts";
import { whoSailed } from "../../rules/departure/whoSailed.ts";
import { namesOf } from "../../rules/people/names.ts";
import { count, momentOn, sailsIn } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Link } from "../ui/Link.tsx";
import { Refused } from "../waiting/dialogs.ts";
import { useWaiting } from "../waiting/useBoard.ts";
import { Waits } from "../waiting/Waits.tsx";
import { Briefing } from "./Briefing.tsx";
import { Checklist } from "./Checklist.tsx";
import { Reasons } from "../ui/Reasons.tsx";

export type DockStep = "depart" | "back";

interface Props {
  readonly event: EventDetail;
  readonly phase: Phase;
  /** Where the company is, `YYYY-MM-DD`. */
  readonly today: string;
  readonly onChanged: (event: EventDetail) => void;
  readonly onStep: (step: DockStep) => void;
  /** Begins to board on another day than the charter's. */
  readonly onBoard: () => void;
  /** What there is to say of one that is called off. */
  readonly off: ComponentChildren;
  /** What else is within the thumb's reach. */
  readonly children: ComponentChildren;
}

const HEADLINES: Readonly<Record<Verdict, string>> = { go: "Go", caution: "Go, with cautions", "no-go": "No go" };

const SORTS = ["departure", "briefing"];

/** Says in one line where a charter is: how far it is from leaving, why, and what comes next at the dock. */
export function GoLine({ event, phase, today, onChanged, onStep, onBoard, off, children }: Props) {
  const { verdict } = assessDeparture(event);
  const checks = checklistOf(event, phase);
  const state = departureState(event.departures);
  const { departed, back } = state;
  // Whether it has left, and who is back, only all of the record says.
  const unreadable = findBroken(event, "departures")?.text;
  const readable = unreadable === undefined;
  const boarding = phase === "boarding";
  const tone = phase === "short" ? "no-go" : boarding ? verdict : phase;
  const drift = readable ? departureDrift(event.departures, event.manifest) : [];
  const headline = unreadable ?? (boarding ? HEADLINES[verdict] : headlineOf(phase, state, sailsIn(today, event.date)));
  return (
    <section class="stack at-a-glance" aria-label="At a glance">
      <div class={`card go-line is-${tone}`}>
        <div class="go-head" role="status">
          <h2>{headline}</h2>
          {boarding && <Stops checks={checks} />}
          <Recorded event={event} state={state} />
        </div>
        {off}
        <Refused event={event} sorts={SORTS} />
        {checks.length > 0 && <Checklist checks={checks} currency={event.currency} />}
        {drift.length > 0 && <Reasons reasons={drift} />}
        {(boarding || departed) && <Briefing event={event} onChanged={onChanged} departed={departed !== undefined} />}
        {(phase === "planned" || phase === "over") && (
          <div class="row no-print">
            <button type="button" class="button button-plain board-now" onClick={onBoard}>
              {phase === "planned" ? "Start boarding early" : "Start boarding now"}
            </button>
          </div>
        )}
        {(event.departures.length > 0 || !readable) && (
          <div class="row no-print">
            <Link class="button" to={{ name: "departure", slug: event.slug }}>
              Departure record
            </Link>
          </div>
        )}
      </div>
      <div class="action-bar">
        {children}
        {readable && boarding && (
          <button
            type="button"
            class={`button ${verdict === "no-go" ? "" : "button-primary"}`}
            onClick={() => {
              onStep("depart");
            }}
          >
            Depart
          </button>
        )}
        {readable && departed && !back && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              onStep("back");
            }}
          >
            All back
          </button>
        )}
      </div>
    </section>
  );
}

/** How many things keep it at the dock. */
function Stops({ checks }: { readonly checks: readonly Check[] }) {
  const stops = checks.filter(({ state }) => state === "stop").length;
  return stops === 0 ? null : <p>{count(stops, "thing")} to settle first</p>;
}

/** Who recorded the last step and when, and what the record says of who is missing. */
function Recorded({ event, state }: { readonly event: EventDetail; readonly state: DepartureState }) {
  const waiting = useWaiting(event);
  const { departed, back } = state;
  const last = back ?? departed;
  if (last === undefined) return null;
  // Somebody else's entry does not wait because this device's own one does.
  const waits = event.departures.some(({ id }) => waiting.has(id));
  const { noShows, others } = whoSailed(event.departures, event.manifest);
  return (
    <>
      <p>
        <DeviceSaid
          at={last.at}
          received_at={last.received_at}
          say={(instant, zone) => momentOn(event.date, instant, zone)}
        />{" "}
        · {last.name} {waits && <Waits />}
      </p>
      {back !== undefined && back.count !== back.expected && (
        <p>
          <strong>{back.reason}</strong>
        </p>
      )}
      {noShows.length > 0 && (
        <p class="left-ashore">
          {count(noShows.length, "no-show")}: {namesOf(noShows.map(({ name }) => name))}
        </p>
      )}
      {others.length > 0 && <p>Did not sail: {namesOf(others.map(({ name }) => name))}</p>}
    </>
  );
}

/** What there is to say where no verdict counts. */
function headlineOf(phase: Phase, { departed, back }: DepartureState, sails: string): string {
  if (back !== undefined)
    return back.count === back.expected ? `All ${back.count} back` : `${back.count} of ${back.expected} back`;
  if (departed !== undefined) return `Departed with ${departed.aboard.length} aboard`;
  if (phase === "planned") return sails;
  return phase === "canceled" ? "Called off" : "No departure on record";
}
