import type { EventSummary } from "../../rules/contract/api/event.ts";
import { monthOf } from "../../rules/time/dates.ts";

export interface MonthSection {
  readonly title: string;
  readonly isToday: boolean;
  readonly events: readonly EventSummary[];
}

/** Sorts a month for the dock: today first (even when empty), then what is coming, then what is over. */
export function sectionsOf(events: readonly EventSummary[], today: string, month: string): readonly MonthSection[] {
  const section = (title: string, keep: (date: string) => boolean): MonthSection => ({
    title,
    isToday: title === "Today",
    events: events.filter((event) => keep(event.date)),
  });
  if (monthOf(today) !== month) return [section("All charters", () => true)].filter((part) => part.events.length > 0);
  const later = section("Coming up", (date) => date > today);
  const earlier = section("Earlier this month", (date) => date < today);
  const rest = [later, earlier].filter((part) => part.events.length > 0);
  return [section("Today", (date) => date === today), ...rest];
}
