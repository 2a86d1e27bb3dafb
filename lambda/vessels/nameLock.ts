import { PARTITIONS } from "../../rules/contract/table.ts";
import type { Table } from "../dynamodb/table.ts";
import { anyOf, compares, missing } from "../dynamodb/update.ts";

/** A lock that outlives this belongs to a request that died: no request of this function lives as long. In seconds. */
const LOCK_SECONDS = 60;

/** Folds a vessel's name for comparing. */
export function foldVesselName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/**
 * Does something while no other vessel can take the name: looking whether it is free and writing it are two steps, and
 * two admins could take both at the same moment. Undefined when somebody else is at it; a double tap of one vessel's is not.
 */
export async function withNameLocked<T>(
  table: Table,
  name: string,
  { id, now }: { id: string; now: Date },
  act: () => Promise<T>,
): Promise<T | undefined> {
  const key = { event_id: PARTITIONS.vesselNames, timestamp: foldVesselName(name) };
  const seconds = Math.floor(now.getTime() / 1000);
  const locked = await table.update(key, {
    set: Object.entries({ vessel: id, expires_at: seconds + LOCK_SECONDS }),
    conditions: [anyOf(missing("vessel"), compares("vessel", "=", id), compares("expires_at", "<", seconds))],
  });
  if (!locked.ok) return undefined;
  try {
    return await act();
  } finally {
    await table.remove(key);
  }
}
