import * as v from "valibot";

import { canonicalJson } from "../../rules/canonicalJson.ts";
import { fromSdk, isAttributes, toSdk, type Attributes } from "./attributes.ts";

/** One item and the line that stands for it in an export. */
export interface Line {
  readonly event_id: string;
  readonly timestamp: string;
  /** Canonical JSON: the same item always has the same bytes. */
  readonly text: string;
}

const Keyed = v.object({ event_id: v.object({ S: v.string() }), timestamp: v.object({ S: v.string() }) });
const ItemText = v.pipe(v.string(), v.parseJson(), v.custom<Attributes>(isAttributes));

/** Writes an item as a line. */
export function toLine(item: Attributes): Line {
  const { event_id, timestamp } = v.parse(Keyed, item);
  return { event_id: event_id.S, timestamp: timestamp.S, text: canonicalJson(item) };
}

/** Reads the item out of a line that `toLine` or `readLine` made. */
export function toItem({ text }: Line): Attributes {
  return v.parse(ItemText, text);
}

/** Reads a line of a file; undefined for anything that `toLine` would not have written, byte for byte. */
export function readLine(text: string): Line | undefined {
  const item = v.safeParse(ItemText, text);
  if (!item.success || !v.is(Keyed, item.output)) return undefined;
  // There and back again puts sets in order.
  const line = toLine(fromSdk(toSdk(item.output)));
  return line.text === text ? line : undefined;
}

/** Orders lines by partition, then by sort key, as texts: no two items of a table are equal in both. */
export function compareLines(a: Line, b: Line): number {
  if (a.event_id !== b.event_id) return a.event_id < b.event_id ? -1 : 1;
  if (a.timestamp === b.timestamp) return 0;
  return a.timestamp < b.timestamp ? -1 : 1;
}
