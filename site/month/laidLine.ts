import type { EventSummary } from "../../rules/contract/api/month.ts";

/** A charter, and since when the server has told nothing newer of it; undefined where it has just told. */
export interface Told<Event extends EventSummary = EventSummary> {
  readonly event: Event;
  readonly keptAt: string | undefined;
}

/** Tells whether a charter says no less than its line of the month: it was told later, or they agree. */
export function isAsNew(charter: Told, line: Told): boolean {
  if (charter.keptAt === undefined) return true;
  if (line.keptAt !== undefined && Date.parse(charter.keptAt) >= Date.parse(line.keptAt)) return true;
  const [a, b] = [charter.event, line.event];
  return a.patrons === b.patrons && a.aboard === b.aboard && a.paid_cents === b.paid_cents && a.status === b.status;
}
