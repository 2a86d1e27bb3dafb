import type { BrokenCharter } from "../../rules/contract/api/broken.ts";
import type { EventsResponse, EventSummary } from "../../rules/contract/api/month.ts";
import { monthOf } from "../../rules/time/dates.ts";

export interface MonthSection {
  readonly title: string;
  readonly isToday: boolean;
  readonly events: readonly EventSummary[];
  /** Charters that cannot be read, where they would have stood. */
  readonly broken: readonly BrokenCharter[];
}

/** Sorts a month for the dock: today first (even when empty), then what is coming, then what is over. */
export function sectionsOf(
  { events, broken }: Pick<EventsResponse, "events" | "broken">,
  today: string,
  month: string,
): readonly MonthSection[] {
  const section = (title: string, keep: (date: string) => boolean): MonthSection => ({
    title,
    isToday: title === "Today",
    events: events.filter((event) => keep(event.date)),
    broken: broken.filter((charter) => keep(charter.date)),
  });
  if (monthOf(today) !== month) return [section("All charters", () => true)].filter(hasAny);
  const later = section("Coming up", (date) => date > today);
  const earlier = section("Earlier this month", (date) => date < today);
  const rest = [later, earlier].filter(hasAny);
  return [section("Today", (date) => date === today), ...rest];
}

function hasAny({ events, broken }: MonthSection): boolean {
  return events.length + broken.length > 0;
}

/** A line of a section: a charter, or one that cannot be read. */
export type SectionLine = { readonly event: EventSummary } | { readonly charter: BrokenCharter };

/** Lists a section by date; of one day, what cannot be read comes last. */
export function linesOf({ events, broken }: MonthSection): readonly SectionLine[] {
  const dated = [
    ...events.map((event) => ({ date: event.date, line: { event } })),
    ...broken.map((charter) => ({ date: charter.date, line: { charter } })),
  ];
  // Sorting is stable: of one day the order stays.
  return dated.sort((a, b) => a.date.localeCompare(b.date)).map(({ line }) => line);
}
