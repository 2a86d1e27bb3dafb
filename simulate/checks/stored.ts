import { leadsTo } from "../../lambda/charter/signpost.ts";
import { noticedSlug } from "../../lambda/charter/floodNotice.ts";
import { parseEvent, isEventKey, type StoredEvent } from "../../lambda/charter/stored.ts";
import { isSlug } from "../../rules/contract/slug.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import type { Item } from "../table/values.ts";

/** What is stored, by what it is. */
export interface Stored {
  readonly items: readonly Item[];
  readonly charters: ReadonlyMap<string, StoredEvent>;
  /** Signature records by the charter that they lie beside. */
  readonly signatures: ReadonlyMap<string, readonly Item[]>;
  /** Notices of floods, by their charters. */
  readonly notices: ReadonlyMap<string, readonly Item[]>;
  /** Items of the days that money changed hands on. */
  readonly days: ReadonlyMap<string, Item>;
}

/** Sorts what is stored. What lies under a further name of a charter is its own. */
export function sortStored(items: readonly Item[]): Stored {
  const posts = items.filter((item) => leadsTo(item) !== undefined);
  const partitions = new Map(posts.map((item) => [String(item["event_id"]), leadsTo(item)]));
  const [charters, days] = [new Map<string, StoredEvent>(), new Map<string, Item>()];
  const [signatures, notices] = [new Map<string, Item[]>(), new Map<string, Item[]>()];
  for (const item of items) {
    const key = { event_id: String(item["event_id"]), timestamp: String(item["timestamp"]) };
    if (key.event_id === PARTITIONS.closeouts) days.set(key.timestamp, item);
    const noticed = noticedSlug(key);
    if (noticed !== undefined) notices.set(noticed, [...(notices.get(noticed) ?? []), item]);
    if (!isSlug(key.event_id)) continue;
    const home = partitions.get(key.event_id) ?? key.event_id;
    if (leadsTo(item) !== undefined) continue;
    if (isEventKey(key)) charters.set(key.event_id, parseEvent(item));
    else signatures.set(home, [...(signatures.get(home) ?? []), item]);
  }
  return { items, charters, signatures, notices, days };
}
