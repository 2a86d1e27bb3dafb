import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { recordOf } from "../client/record.ts";
import { useApp } from "../context.ts";
import { whenOf } from "../labels.ts";
import { BrokenEntries } from "../ui/Unread.tsx";
import { departureTitle, usePageTitle } from "../routing/useTitle.ts";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { Unopened } from "../ui/Unopened.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useLive } from "../ui/useLoaded.ts";
import { Refused } from "../waiting/Refused.tsx";
import { useWaiting, useWaitingIn } from "../waiting/useBoard.ts";
import { CorrectDeparture, type EntryWord } from "./CorrectDeparture.tsx";
import { RecordedEntry } from "./RecordedEntry.tsx";

/** Shows a charter's departure record, to be printed and left ashore. */
export function Departure({ slug }: { readonly slug: string }) {
  const { client } = useApp();
  const loaded = useLive(slug, recordOf(client, slug));
  return (
    <>
      <Link class="back" to={{ name: "charter", slug }}>
        <Icon name="back" />
        Charter
      </Link>
      {loaded.failure && !loaded.data && <Unopened slug={slug} failure={loaded.failure} onRetry={loaded.retry} />}
      {loaded.failure && loaded.data && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading record" />
      )}
      {loaded.data && <Record known={loaded.data} put={loaded.put} />}
    </>
  );
}

function Record({ known, put }: { readonly known: EventDetail; readonly put: (event: EventDetail) => void }) {
  const { company } = useApp();
  const event = useWaitingIn(known);
  usePageTitle(departureTitle(charterTitle(event)), company.name);
  const waiting = useWaiting(event);
  const [undoing, setUndoing] = useState<{ readonly entry: string; readonly what: EntryWord }>();
  const broken = findBroken(event, "departures");
  return (
    <>
      <div class="page-head">
        <div>
          <p class="eyebrow">{company.name} · Departure record</p>
          <h1>{charterTitle(event)}</h1>
          <p class="facts">{whenOf(event)}</p>
        </div>
        {event.departures.length > 0 && broken === undefined && (
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
      {broken !== undefined && (
        <ul>
          <BrokenEntries broken={broken} />
        </ul>
      )}
      {event.departures.length === 0 && broken === undefined && (
        <div class="empty">
          <h2>Not departed yet</h2>
          <p>
            “Depart” on the charter’s page records who is aboard. The record is printed here, and a copy stays ashore.
          </p>
        </div>
      )}
      <Refused event={event} sorts={["departure"]} />
      {event.departures.map((entry) => (
        <RecordedEntry
          key={entry.id}
          entry={entry}
          entries={event.departures}
          charter={event}
          waits={waiting.has(entry.id)}
          onUndo={() => {
            setUndoing({ entry: entry.id, what: entry.kind === "back" ? "return" : "departure" });
          }}
        />
      ))}
      {undoing !== undefined && (
        <CorrectDeparture
          event={event}
          {...undoing}
          onChanged={put}
          onClose={() => {
            setUndoing(undefined);
          }}
        />
      )}
    </>
  );
}
