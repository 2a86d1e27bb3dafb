import { addDays } from "../time/dates.ts";
import type { EventSummary } from "../contract/api/month.ts";
import type { Dock } from "./state.ts";

/**
 * Where a charter is in its life, as people at the dock ask: `planned` until its day, `boarding` on it, `over` where nobody
 * recorded that it left; else where its record has it.
 */
export type Phase = "planned" | "boarding" | "over" | "canceled" | Dock;

interface Facts extends Pick<EventSummary, "date" | "status" | "aboard"> {
  /** By its record; undefined at the dock. */
  readonly dock: Dock | undefined;
}

/**
 * Tells where a charter is; `today` is the company's, `YYYY-MM-DD`. Boarding and briefing count only on the day. Somebody who
 * is aboard has begun it: a day early, or past midnight.
 */
export function phaseOf({ date, status, aboard, dock }: Facts, today: string): Phase {
  if (dock !== undefined) return dock;
  if (status === "canceled") return "canceled";
  if (date === today || (aboard > 0 && date >= addDays(today, -1))) return "boarding";
  return date > today ? "planned" : "over";
}

/** Where a line of the month list has a charter by its record: its standing, unless that is a verdict. */
export function dockIn({ standing }: Pick<EventSummary, "standing">): Dock | undefined {
  return DOCKS.find((dock) => dock === standing);
}

const DOCKS: readonly Dock[] = ["departed", "back", "short"];
