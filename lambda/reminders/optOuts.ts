import { createHash } from "node:crypto";

import { PARTITIONS } from "../../rules/contract/table.ts";
import { getAll, SMALL_AT_ONCE } from "../dynamodb/getAll.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";

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
  const items = await getAll(table, unique, { atOnce: SMALL_AT_ONCE });
  const stopped = new Set(items.map((item) => parseKey(item).timestamp));
  return new Set([...keys].filter(([, { timestamp }]) => stopped.has(timestamp)).map(([address]) => address));
}
