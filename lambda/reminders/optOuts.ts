import { createHash } from "node:crypto";

import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";

/** How many items one call reads. Source: BatchGetItem. */
const KEYS_MAX = 100;

/** Where it is noted that an address wants no reminders of any charter. The address itself is not kept. */
function optOutKey(address: string): Key {
  return {
    event_id: PARTITIONS.mailOptOuts,
    timestamp: createHash("sha256").update(address.toLowerCase()).digest("hex"),
  };
}

/** Notes that an address wants no reminders; once more changes nothing. */
export async function optOut(table: Table, address: string, now: Date): Promise<void> {
  await table.putNew({ ...optOutKey(address), opted_out_at: now.toISOString() });
}

/** Lets reminders go to an address again. */
export async function optIn(table: Table, address: string): Promise<void> {
  await table.remove(optOutKey(address));
}

/** Finds which of these addresses want no reminders. */
export async function readOptOuts(table: Table, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = new Map(addresses.map((address) => [address, optOutKey(address)]));
  const unique = [...new Map([...keys.values()].map((key) => [key.timestamp, key])).values()];
  const stopped = new Set<string>();
  for (let at = 0; at < unique.length; at += KEYS_MAX) {
    const items = await table.getMany(unique.slice(at, at + KEYS_MAX));
    for (const item of items) stopped.add(parseKey(item).timestamp);
  }
  return new Set([...keys].filter(([, { timestamp }]) => stopped.has(timestamp)).map(([address]) => address));
}
