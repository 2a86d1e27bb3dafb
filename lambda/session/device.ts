import { createHash, randomBytes } from "node:crypto";
import * as v from "valibot";

import { PARTITIONS } from "../../rules/contract/table.ts";
import { accountKey } from "../accounts/store.ts";
import { parseOptionalItem } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";

/** A device is known for so long after somebody has signed in there. */
export const DEVICE_SECONDS = 180 * 24 * 60 * 60;
const SECRET_BYTES = 32;
const SECRET = /^[\w-]{43}$/;

export const StoredDevice = v.object({ event_id: v.string(), timestamp: v.string(), expires_at: v.number() });

/**
 * Tells whether an account has signed in on a device before. Whoever guesses passwords from elsewhere then cannot keep its
 * owner out of it. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
export async function isKnownDevice(table: Table, secret: string, email: string, now: Date): Promise<boolean> {
  if (!SECRET.test(secret)) return false;
  const stored = parseOptionalItem(StoredDevice, await table.get(deviceKey(secret, email)), "device");
  return stored !== undefined && stored.expires_at > now.getTime() / 1000;
}

/** Notes that an account has signed in on a device, and answers the device's secret: a new one where it had none. */
export async function noteDevice(table: Table, secret: string, email: string, now: Date): Promise<string> {
  const known = SECRET.test(secret) ? secret : randomBytes(SECRET_BYTES).toString("base64url");
  await table.update(deviceKey(known, email), {
    set: [["expires_at", Math.floor(now.getTime() / 1000) + DEVICE_SECONDS]],
  });
  return known;
}

/** Names a device and an account for counting tries. */
export function deviceSubject(secret: string, email: string): string {
  return `${hashOf(secret)} ${email}`;
}

/** Several people may use one device: each has an item of their own under it. */
function deviceKey(secret: string, email: string): Key {
  return { event_id: `${PARTITIONS.device}${hashOf(secret)}`, timestamp: accountKey(email) };
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
