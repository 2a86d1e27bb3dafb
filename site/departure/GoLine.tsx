import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Verdict } from "../../rules/contract/api/departure.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { departureState, type DepartureState } from "../../rules/departure/state.ts";
import { departureDrift } from "../../rules/departure/drift.ts";
import { assessDeparture, type DepartureAssessment } from "../../rules/departure/goNoGo.ts";
import { momentOn } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Link } from "../ui/Link.tsx";
import { Meter, Share } from "../ui/Meter.tsx";
import { Refused } from "../waiting/dialogs.ts";
import { useWaiting } from "../waiting/useBoard.ts";
import { Waits } from "../waiting/Waits.tsx";
import { Briefing } from "./Briefing.tsx";
import { Reasons } from "./Reasons.tsx";

export type DockStep = "depart" | "back";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  readonly onStep: (step: DockStep) => void;
}

const HEADLINES: Readonly<Record<Verdict, string>> = { go: "Go", caution: "Go, with cautions", "no-go": "No go" };

const SORTS = ["departure", "briefing"];

/** Says in one line whether a charter may leave, why not, and what comes next at the dock. */
export function GoLine({ event, onChanged, onStep }: Props) {
  const assessment = assessDeparture(event);
  const waiting = useWaiting(event.slug);
  const { verdict, reasons } = assessment;
  const state = departureState(event.departures);
  const { departed, back } = state;
  const last = back ?? departed;
  const short = back !== undefined && back.count !== back.expected;
  // Somebody else's entry does not wait because this device's own one does.
  const waits = event.departures.some(({ id }) => waiting.has(id));
  // Whether it has left, and who is back, only all of the record says.
  const unreadable = findBroken(event, "departures")?.text;
  const readable = unreadable === undefined;
  const tone = short ? "no-go" : departed ? "departed" : verdict;
  const told = departed === undefined || !readable ? reasons : departureDrift(event.departures, event.manifest);
  return (
    <section class={`card go-line is-${tone}`} aria-label="At a glance">
      <div class="go-head" role="status">
        <h2>{unreadable ?? headlineOf(state) ?? HEADLINES[verdict]}</h2>
        {last && (
          <p>
            <DeviceSaid
              at={last.at}
              received_at={last.received_at}
              say={(instant, zone) => momentOn(event.date, instant, zone)}
            />{" "}
            · {last.name} {waits && <Waits />}
          </p>
        )}
        {short && (
          <p>
            <strong>{back.reason}</strong>
          </p>
        )}
      </div>
      <Refused slug={event.slug} sorts={SORTS} />
      <Counts assessment={assessment} state={state} event={event} />
      <div class="row">
        <Briefing event={event} onChanged={onChanged} departed={departed !== undefined} />
        {readable && !departed && event.status !== "canceled" && (
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
        {(event.departures.length > 0 || !readable) && (
          <Link class="button" to={{ name: "departure", slug: event.slug }}>
            Departure record
          </Link>
        )}
      </div>
      {told.length > 0 && <Reasons reasons={told} />}
    </section>
  );
}

/** What the record says, once there is one. */
function headlineOf({ departed, back }: DepartureState): string | undefined {
  if (back !== undefined)
    return back.count === back.expected ? `All ${back.count} back` : `${back.count} of ${back.expected} back`;
  return departed && `Departed with ${departed.aboard.length} aboard`;
}

/** Counts by the list at the dock, and by the record once it is there. */
function Counts({
  event,
  assessment,
  state,
}: {
  readonly event: EventDetail;
  readonly assessment: DepartureAssessment;
  readonly state: DepartureState;
}) {
  const { booked, signed, aboard, capacity } = assessment;
  const { departed, back } = state;
  return (
    <dl class="glance go-counts">
      <Meter label="Booked" value={`${booked}${findBroken(event, "patrons") ? " or more" : ""}`} share={undefined} />
      <Share label="Signed" part={signed} of={booked} />
      {departed === undefined && <Share label="Aboard" part={aboard} of={booked} />}
      {departed === undefined && (
        <Meter
          label="Limit"
          value={capacity === null ? (findBroken(event, "capacity") ? "not known" : "not set") : String(capacity)}
          share={undefined}
        />
      )}
      {departed && <Share label="Sailed" part={departed.aboard.length} of={booked} />}
      {departed && <Share label="Back" part={back?.count} of={departed.aboard.length} />}
    </dl>
  );
}
