import * as v from "valibot";

import { Instant } from "../../rules/api/fields.ts";
import type { LedgerEntry } from "../../rules/api/payment.ts";
import { FIRST_LEASE_MS } from "../../rules/outbox.ts";

/** A mail that must still go out, as it lies in the map `outbox` of the item that caused it. */
export const OutboxMail = v.object({
  kind: v.picklist(["payment", "refund", "reversal"]),
  entry_id: v.string(),
  /** Tries begun, the present one included. */
  tries: v.number(),
  /** Nobody else tries before this instant. */
  due: Instant,
  created_at: Instant,
  /** What links in the mail start with. */
  origin: v.string(),
});
export type OutboxMail = v.InferOutput<typeof OutboxMail>;

/** Makes the mail about a ledger entry, leased to the request that writes both. Its id in the map is the entry's. */
export function newMail(entry: LedgerEntry, origin: string, now: Date): OutboxMail {
  return {
    kind: entry.kind,
    entry_id: entry.id,
    tries: 1,
    due: leaseFrom(now),
    created_at: now.toISOString(),
    origin,
  };
}

/** Until when whoever tries now has the mail to itself. */
export function leaseFrom(now: Date): string {
  return new Date(now.getTime() + FIRST_LEASE_MS).toISOString();
}
