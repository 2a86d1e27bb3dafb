import * as v from "valibot";

import { Settings } from "../../rules/contract/api/settings.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { readPartly, type PartlyRead } from "../dynamodb/readPartly.ts";
import type { Key, Table } from "../dynamodb/table.ts";

/** All settings are one item: two admins cannot each change half of what belongs together, and a request reads one. */
export const SETTINGS_KEY: Key = { event_id: PARTITIONS.settings, timestamp: "company" };

export const StoredSettings = v.object({
  event_id: v.string(),
  timestamp: v.string(),
  ...Settings.entries,
  /** What the company was called before, newest last: texts that somebody was shown under that name are still known. */
  former_names: v.optional(v.array(v.string()), []),
  /** Whether the steps of a company's first day are done or put away. */
  first_day_over: v.optional(v.boolean(), false),
  revision: v.optional(v.number(), 0),
  changed_at: v.optional(v.string()),
  /** The name of whoever changed it. */
  changed_by: v.optional(v.string()),
  /** SHA-256 of the request that changed it last: it recognises a retry. */
  changed_sha256: v.optional(v.string()),
});
export type StoredSettings = v.InferOutput<typeof StoredSettings>;

/** Reads the settings as far as they can be read; before anybody has set one there is no item. */
export async function readSettings(table: Table): Promise<PartlyRead<StoredSettings>> {
  const item = await table.get(SETTINGS_KEY);
  return readPartly(StoredSettings, item ?? SETTINGS_KEY, "settings");
}
