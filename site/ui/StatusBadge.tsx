import type { EventSummary } from "../../rules/contract/api/event.ts";

/** Marks a charter that is not simply open: canceled, or whatever a newer version calls it. */
export function StatusBadge({ status }: Pick<EventSummary, "status">) {
  if (status === "open") return null;
  return <span class="badge badge-warn">{status === "canceled" ? "Canceled" : status}</span>;
}
