import type { EventDetail } from "../../rules/contract/api/event.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { useApp } from "../context.ts";
import { count, zonedLabel } from "../labels.ts";

/** Lateness, in ms, from which it is worth telling when the server heard of something. */
const LATE_MS = 120_000;

/** Tells who did what and when, newest first, behind a fold. */
export function History({ event }: { readonly event: EventDetail }) {
  const { company } = useApp();
  const items = historyOf(event);
  return (
    <details class="card history">
      <summary>
        <h2>History</h2> <span class="hint">{count(items.length + event.history_dropped, "entry", "entries")}</span>
      </summary>
      <ol>
        {items.map(({ key, at, received_at, text }) => (
          <li key={key}>
            <p>{text}</p>
            <p class="hint">
              {zonedLabel(at, company.time_zone)}
              {Date.parse(received_at) - Date.parse(at) > LATE_MS &&
                ` · sent ${zonedLabel(received_at, company.time_zone)}`}
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
