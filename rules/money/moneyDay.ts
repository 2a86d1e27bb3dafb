import type { LedgerEntry } from "../contract/api/payment.ts";
import { dayOf } from "../time/dockTime.ts";

/**
 * The day that an entry's money belongs to: the one on which the server wrote it, by the dock's clock, and which is written
 * with it. Entries from before that have none, and keep the day that their device claimed.
 */
export function moneyDay({ day, timestamp }: Pick<LedgerEntry, "day" | "timestamp">, timeZone: string): string {
  return day ?? dayOf(timestamp, timeZone);
}
