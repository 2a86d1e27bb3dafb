import type { BrokenCharter } from "../../rules/contract/api/broken.ts";
import { isCalendarDate } from "../../rules/contract/slug.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Broken } from "../dynamodb/readEach.ts";

/** Tells of charters that cannot be read, by their keys alone, in order of their dates. */
export function brokenCharters(broken: readonly Broken[]): BrokenCharter[] {
  return broken.map(({ item }) => toBrokenCharter(item)).sort((a, b) => (a.date + a.slug < b.date + b.slug ? -1 : 1));
}

/** A charter's sort key is its day, as is the beginning of its slug. */
function toBrokenCharter(item: unknown): BrokenCharter {
  const { event_id: slug, timestamp } = parseKey(item);
  return { slug, date: isCalendarDate(timestamp) ? timestamp : dateOf(slug) };
}
