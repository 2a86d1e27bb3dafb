import type { EventDetail } from "../../rules/contract/api/event.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { useApp } from "../context.ts";
import { count, momentLabel, zonedLabel } from "../labels.ts";
import { BrokenEntries } from "../ui/Unread.tsx";
import { useBoard } from "../waiting/useBoard.ts";
import { Waits } from "../waiting/Waits.tsx";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";

interface Props {
  readonly event: EventDetail;
  /** As the server told it last: what is not in it waits on this device. */
  readonly known: EventDetail;
}

/** Tells who did what and when, newest first, behind a fold. */
export function History({ event, known }: Props) {
  const { company } = useApp();
  const { keptAt } = useBoard();
  const items = historyOf(event, known);
  return (
    <details class="card history">
      <summary>
        <h2>History</h2> <span class="hint">{count(items.length + event.history_dropped, "entry", "entries")}</span>
      </summary>
      {keptAt !== undefined && (
        <p class="hint">What others did since {momentLabel(keptAt, company.time_zone)} comes with the signal.</p>
      )}
      <ol>
        <BrokenEntries broken={findBroken(event, "history")} />
        {items.map(({ key, claimed_at, received_at, text, waits }) => (
          <li key={key}>
            <p>
              {text} {waits && <Waits />}
            </p>
            <p class="hint">
              <DeviceSaid at={claimed_at} received_at={received_at} say={zonedLabel} />
            </p>
          </li>
        ))}
      </ol>
      {event.history_dropped > 0 && (
        <p class="hint">{count(event.history_dropped, "earlier change")} no longer listed.</p>
      )}
    </details>
  );
}
