import type { Update } from "../dynamodb/update.ts";
import { headOf, writeHead } from "../seals/head.ts";
import type { Place, Sealed } from "../seals/seal.ts";

/** Adds a sealed entry to a list of the charter's item, and writes beside it what the list comes to; only while `before` is all there is. */
export function appendSealed<Entry extends Sealed>(
  list: "departures" | "moves" | "call_off_log",
  place: Place,
  before: readonly Entry[],
  entry: Entry,
): Update {
  return { append: [[list, [entry]]], set: [[`${list}_head`, writeHead(headOf(place, [...before, entry]))]] };
}
