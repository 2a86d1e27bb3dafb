import type { EventDetail } from "../../rules/contract/api/event.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { count, zonedLabel } from "../labels.ts";
import { BrokenEntries } from "../ui/Unread.tsx";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";

/** Tells who did what and when, newest first, behind a fold. */
export function History({ event }: { readonly event: EventDetail }) {
  const items = historyOf(event);
  return (
    <details class="card history">
      <summary>
        <h2>History</h2> <span class="hint">{count(items.length + event.history_dropped, "entry", "entries")}</span>
      </summary>
      <ol>
        <BrokenEntries broken={findBroken(event, "history")} />
        {items.map(({ key, claimed_at, received_at, text }) => (
          <li key={key}>
            <p>{text}</p>
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
