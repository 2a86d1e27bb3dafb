import type { BrokenCharter, BrokenPart } from "../../rules/contract/api/broken.ts";
import { tellBroken } from "../../rules/charter/partNames.ts";
import { isCalendarDate } from "../../rules/contract/slug.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Broken } from "../dynamodb/readEach.ts";
import type { Unread } from "../dynamodb/readPartly.ts";

/** Tells of charters that cannot be read, by their keys alone, in order of their dates. */
export function brokenCharters(broken: readonly Broken[]): BrokenCharter[] {
  return broken.map(({ item }) => toBrokenCharter(item)).sort((a, b) => (a.date + a.slug < b.date + b.slug ? -1 : 1));
}

/** Tells which parts of an item cannot be read. */
export function toBrokenParts(unread: Unread): BrokenPart[] {
  return [...unread].map(([part, broken]) => {
    const entries = broken === "all" ? null : broken.length;
    return { part, entries, text: tellBroken({ part, entries }) };
  });
}

/** A charter's sort key is its day, as is the beginning of its slug. */
function toBrokenCharter(item: unknown): BrokenCharter {
  const { event_id: slug, timestamp } = parseKey(item);
  return { slug, date: isCalendarDate(timestamp) ? timestamp : dateOf(slug) };
}
