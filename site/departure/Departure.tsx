import { useState } from "preact/hooks";

import type { DepartureEntry, Departed } from "../../rules/contract/api/departure.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { checkCorrection } from "../../rules/departure/state.ts";
import { Contact } from "../manifest/Contact.tsx";
import { Reasons } from "./Reasons.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useApp } from "../context.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { zonedLabel, whenOf } from "../labels.ts";
import { CorrectDeparture } from "./CorrectDeparture.tsx";

/** Shows a charter's departure record, to be printed and left ashore. */
export function Departure({ slug }: { readonly slug: string }) {
  const { client } = useApp();
  const loaded = useLoaded(slug, async () => {
    const result = await client.charters.read(slug);
    return result.ok ? { ...result, data: result.data.event } : result;
  });
  return (
    <>
      <Link class="back" to={{ name: "charter", slug }}>
        <Icon name="back" />
        Charter
      </Link>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.reload} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading record" />
      )}
      {loaded.data && <Record event={loaded.data} put={loaded.put} />}
    </>
  );
}

function Record({ event, put }: { readonly event: EventDetail; readonly put: (event: EventDetail) => void }) {
  const { company } = useApp();
  const [taking, setTaking] = useState<string>();
  return (
    <>
      <div class="page-head">
        <div>
          <p class="eyebrow">{company.name} · Departure record</p>
          <h1>{charterTitle(event)}</h1>
          <p class="facts">{whenOf(event)}</p>
        </div>
        {event.departures.length > 0 && (
          <button
            type="button"
            class="button button-primary no-print"
            onClick={() => {
              print();
            }}
          >
            Print
          </button>
        )}
      </div>
      {event.departures.length === 0 && (
        <div class="empty">
          <h2>Not departed yet</h2>
          <p>
            “Depart” on the charter’s page records who is aboard. The record is printed here, and a copy stays ashore.
          </p>
        </div>
      )}
      {event.departures.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          entries={event.departures}
          onTake={() => {
            setTaking(entry.id);
          }}
        />
      ))}
      {taking !== undefined && (
        <CorrectDeparture
          event={event}
          entry={taking}
          onChanged={put}
          onClose={() => {
            setTaking(undefined);
          }}
        />
      )}
    </>
  );
}

interface EntryProps {
  readonly entry: DepartureEntry;
  readonly entries: readonly DepartureEntry[];
  readonly onTake: () => void;
}

function Entry({ entry, entries, onTake }: EntryProps) {
  const { company } = useApp();
  if (entry.kind === "correction") return null;
  const correction = entries.find((other) => other.kind === "correction" && other.entry === entry.id);
  const short = entry.kind === "back" && entry.count !== entry.expected;
  return (
    <section
      class={`card stack record ${correction ? "is-taken-back" : ""}`}
      aria-label={entry.kind === "departed" ? "Departure" : "Return"}
    >
      <h2>
        {entry.kind === "departed"
          ? `Departed with ${entry.aboard.length} aboard`
          : `${entry.count} of ${entry.expected} back`}
      </h2>
      <p>
        {zonedLabel(entry.at, company.time_zone)} · recorded by {entry.name}
      </p>
      {correction?.kind === "correction" && (
        <p class="notice notice-warn">
          <strong>Taken back</strong> {zonedLabel(correction.at, company.time_zone)} by {correction.name}:{" "}
          {correction.reason}
        </p>
      )}
      {short && (
        <p class="notice notice-bad">
          <strong>The count differs.</strong> {entry.reason}
        </p>
      )}
      {entry.kind === "departed" && <Facts entry={entry} />}
      {checkCorrection(entries, entry.id) === undefined && (
        <div class="no-print">
          <button type="button" class="button" onClick={onTake}>
            Take back
          </button>
        </div>
      )}
    </section>
  );
}

const VERDICT_WORDS = { go: "Go", caution: "Go, with cautions", "no-go": "No go" } as const;

function Facts({ entry }: { readonly entry: Departed }) {
  const { company } = useApp();
  const { vessel, capacity, booked, signed, crew, briefing, verdict, override, reasons, aboard } = entry;
  return (
    <>
      <dl class="record-facts">
        <div>
          <dt>Vessel</dt>
          <dd>{vessel === "" ? "not named" : vessel}</dd>
        </div>
        <div>
          <dt>Crew</dt>
          <dd>{crew.length === 0 ? "none assigned" : crew.map(({ name }) => name).join(", ")}</dd>
        </div>
        <div>
          <dt>Briefing</dt>
          <dd>
            {briefing?.given === true
              ? `${zonedLabel(briefing.at, company.time_zone)}, ${briefing.name}`
              : "not recorded"}
          </dd>
        </div>
        <div>
          <dt>Patrons</dt>
          <dd>
            {aboard.length} aboard · {booked} booked · {signed} signed · limit {capacity ?? "not set"}
          </dd>
        </div>
        <div>
          <dt>Decision</dt>
          <dd>
            {VERDICT_WORDS[verdict]}
            {verdict === "no-go" && override !== null && `. Departed on ${entry.name}’s decision: ${override}`}
          </dd>
        </div>
      </dl>
      {reasons.length > 0 && <Reasons reasons={reasons.map((reason) => ({ ...reason, todo: "" }))} />}
      <h3>Aboard</h3>
      <ol class="aboard-names">
        {aboard.map(({ id, name, emergency_contact: contact }) => (
          <li key={id}>
            {name}
            <br />
            <span class="hint">
              {contact === null ? (
                "No emergency contact on record"
              ) : (
                <>
                  Emergency: <Contact contact={contact} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      <div class="print-only shore-copy">
        <p>Left ashore with (name, harbor office):</p>
        <p>Received at (time) and signature:</p>
      </div>
    </>
  );
}
