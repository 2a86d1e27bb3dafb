import type { EventSummary } from "../../rules/contract/api/month.ts";

/** Marks a charter that is not simply open: called off, or whatever a newer version calls it. */
export function StatusBadge({ status }: Pick<EventSummary, "status">) {
  if (status === "open") return null;
  return <span class="badge badge-warn">{status === "canceled" ? "Called off" : status}</span>;
}
