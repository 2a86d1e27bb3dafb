import type { EventDetail } from "../../rules/api/event.ts";
import type { DepartureReason, Verdict } from "../../rules/api/departure.ts";
import { departureState } from "../../rules/departure.ts";
import { departureDrift } from "../../rules/departureDrift.ts";
import { assessDeparture, instantAfter } from "../../rules/manifest.ts";
import { useApp } from "../context.ts";
import { explain } from "../failure.ts";
import { momentOn } from "../labels.ts";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";
import { Meter } from "./Meter.tsx";

export type DockStep = "depart" | "back";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  readonly onStep: (step: DockStep) => void;
}

const HEADLINES: Readonly<Record<Verdict, string>> = { go: "Go", caution: "Go, with cautions", "no-go": "No go" };

/** Says in one line whether a charter may leave, why not, and what comes next at the dock. */
export function GoLine({ event, onChanged, onStep }: Props) {
  const { company } = useApp();
  const { verdict, booked, signed, aboard, capacity, reasons } = assessDeparture(event);
  const { departed, back } = departureState(event.departures);
  const drift = departureDrift(event.departures, event.manifest);
  const short = back !== undefined && back.count !== back.expected;
  const tone = short ? "no-go" : departed ? "departed" : verdict;
  const share = (part: number, of: number | null): number | undefined => (of === null || of === 0 ? undefined : part / of);
  return (
    <section class={`card go-line is-${tone}`} aria-label="At a glance">
      <div class="go-head" role="status">
        <h2>{back ? (short ? `${back.count} of ${back.expected} back` : `All ${back.count} back`) : departed ? `Departed with ${departed.aboard.length} aboard` : HEADLINES[verdict]}</h2>
        {departed && <p>{momentOn(event.date, (back ?? departed).at, company.time_zone)} · {(back ?? departed).name}</p>}
        {short && <p><strong>{back.reason}</strong></p>}
      </div>
      <dl class="glance go-counts">
        <Meter label="Booked" value={String(booked)} share={undefined} />
        <Meter label="Signed" value={String(signed)} of={String(booked)} share={share(signed, booked)} />
        {departed
          ? <Meter label="Sailed" value={String(departed.aboard.length)} of={String(booked)} share={share(departed.aboard.length, booked)} />
          : <Meter label="Aboard" value={String(aboard)} of={String(booked)} share={share(aboard, booked)} />}
        {departed
          ? <Meter label="Back" value={back ? String(back.count) : "–"} of={String(departed.aboard.length)} share={share(back?.count ?? 0, departed.aboard.length)} />
          : <Meter label="Limit" value={capacity === null ? "not set" : String(capacity)} share={undefined} />}
      </dl>
      <div class="row">
        <BriefingRow event={event} onChanged={onChanged} departed={departed !== undefined} />
        {!departed && event.status === "open" && (
          <button type="button" class={`button ${verdict === "no-go" ? "" : "button-primary"}`} onClick={() => { onStep("depart"); }}>Depart</button>
        )}
        {departed && !back && <button type="button" class="button button-primary" onClick={() => { onStep("back"); }}>All back</button>}
        {event.departures.length > 0 && <Link class="button" to={{ name: "departure", slug: event.slug }}>Departure record</Link>}
      </div>
      {!departed && reasons.length > 0 && <Reasons reasons={reasons} />}
      {drift.length > 0 && <Reasons reasons={drift} />}
    </section>
  );
}

/** Lists reasons, those that block first. */
export function Reasons({ reasons }: { readonly reasons: readonly DepartureReason[] }) {
  return (
    <ul class="reasons">
      {reasons.map(({ weight, text, todo }) => (
        <li key={text} class={`is-${weight}`}>
          <span class="reason-sign" aria-hidden="true">{weight === "stop" ? "!" : "·"}</span>
          <span><strong>{weight === "caution" && <span class="visually-hidden">Caution: </span>}{text}</strong> {todo}</span>
        </li>
      ))}
    </ul>
  );
}

interface BriefingProps extends Omit<Props, "onStep"> {
  readonly departed: boolean;
}

function BriefingRow({ event, onChanged, departed }: BriefingProps) {
  const { client, company, announce } = useApp();
  const { briefing } = event;
  async function record(given: boolean): Promise<void> {
    const result = await client.recordBriefing(event.slug, { given, at: instantAfter(new Date(), briefing?.at) });
    if (result.ok) onChanged(result.data.event);
    else announce({ tone: "bad", text: `The briefing is ${given ? "not recorded" : "still recorded"}. ${explain(result).detail}` });
  }
  if (briefing?.given === true) {
    return (
      <div class="row briefing">
        <p><Icon name="check" /> Briefing given {momentOn(event.date, briefing.at, company.time_zone)} · {briefing.name}</p>
        {!departed && <button type="button" class="button" onClick={() => void record(false)}>Undo<span class="visually-hidden"> briefing</span></button>}
      </div>
    );
  }
  return departed ? <p>No briefing recorded</p> : <button type="button" class="button" onClick={() => void record(true)}>Record briefing</button>;
}
