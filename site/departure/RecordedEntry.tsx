import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { checkCorrection } from "../../rules/departure/state.ts";
import { zonedLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Waits } from "../waiting/Waits.tsx";
import { DepartureFacts } from "./DepartureFacts.tsx";

interface Props {
  readonly entry: DepartureEntry;
  readonly entries: readonly DepartureEntry[];
  /** By now. */
  readonly charter: Pick<EventDetail, "manifest" | "signatures">;
  /** It is on this device only. */
  readonly waits: boolean;
  readonly onUndo: () => void;
}

/** Shows a departure or a return as it was recorded, and what undid it. */
export function RecordedEntry({ entry, entries, charter, waits, onUndo }: Props) {
  if (entry.kind === "correction") return null;
  if (entry.kind !== "departed" && entry.kind !== "back") return <NewerEntry entry={entry} />;
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
        <DeviceSaid at={entry.at} received_at={entry.received_at} say={zonedLabel} /> · recorded by {entry.name}{" "}
        {waits && <Waits />}
      </p>
      {correction?.kind === "correction" && (
        <p class="notice notice-warn">
          <strong>Undone</strong>{" "}
          <DeviceSaid at={correction.at} received_at={correction.received_at} say={zonedLabel} /> by {correction.name}:{" "}
          {correction.reason}
        </p>
      )}
      {short && (
        <p class="notice notice-bad">
          <strong>The count differs.</strong> {entry.reason}
        </p>
      )}
      {entry.kind === "departed" && <DepartureFacts entry={entry} charter={charter} />}
      {checkCorrection(entries, entry.id) === undefined && (
        <div class="no-print">
          <button type="button" class="button" onClick={onUndo}>
            Undo this {entry.kind === "departed" ? "departure" : "return"}
          </button>
        </div>
      )}
    </section>
  );
}

function NewerEntry({ entry }: { readonly entry: DepartureEntry }) {
  return (
    <section class="card stack record" aria-label="Something newer">
      <h2>Something newer</h2>
      <p>
        <DeviceSaid at={entry.at} received_at={entry.received_at} say={zonedLabel} /> · recorded by {entry.name}
      </p>
      <p class="notice notice-warn">
        A newer version of this program recorded “{entry.kind}” here. Reload this page; if it still says so, ask an
        admin what it is before you rely on this record.
      </p>
    </section>
  );
}
