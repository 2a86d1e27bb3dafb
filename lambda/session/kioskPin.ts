import { randomBytes } from "node:crypto";
import * as v from "valibot";

import { hashPin, PIN_ITERATIONS } from "../../rules/accounts/pin.ts";
import { KioskPin } from "../../rules/contract/api/kiosk.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseOptionalItem } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";

const KEY: Key = { event_id: PARTITIONS.kiosk, timestamp: "pin" };
const SALT_BYTES = 16;

export const StoredPin = v.object({ ...KioskPin.entries, event_id: v.string(), timestamp: v.string() });

/** Reads the kiosk's PIN, as a hash. */
export async function readPin(table: Table): Promise<KioskPin | undefined> {
  const stored = parseOptionalItem(StoredPin, await table.get(KEY), "kiosk PIN");
  return stored && { salt: stored.salt, iterations: stored.iterations, hash: stored.hash };
}

/** Sets the kiosk's PIN. */
export async function setPin(table: Table, pin: string): Promise<void> {
  const kept = { salt: randomBytes(SALT_BYTES).toString("base64url"), iterations: PIN_ITERATIONS };
  await table.update(KEY, { set: Object.entries({ ...kept, hash: await hashPin(pin, kept) }) });
}

/** Takes the kiosk's PIN away. */
export async function removePin(table: Table): Promise<void> {
  await table.remove(KEY);
}
