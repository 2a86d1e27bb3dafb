import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { moneyDay } from "../../rules/money/moneyDay.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import type { Services } from "../services.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import { noteCharter, readStoredDay, seeDay } from "./store.ts";

/**
 * Dates an entry by the server's clock, and notes on that day which charter it is on, before the entry is written: a note
 * without its entry is harmless, and an entry without its note would be missing from its day's closeout. Answers the entry
 * with its day, marked when that is closed: a day that cannot be read, or takes no note, holds up no money.
 */
export async function noteDay<Entry extends LedgerEntry>(
  services: Services,
  slug: string,
  undated: Entry,
  ledger: readonly LedgerEntry[] = [],
): Promise<Entry> {
  const { table, config } = services;
  const { timeZone } = config.company;
  const day = dayOf(undated.recorded_at, timeZone);
  const entry = { ...undated, day };
  const noted = await note(services, day, slug);
  const claimed = dayOf(entry.timestamp, timeZone);
  // The version before dates entries by their device's clock, and has to find them if it comes back.
  if (claimed !== day) await note(services, claimed, slug);
  const changed = dayChanged(entry, ledger, timeZone);
  const touched = changed === day ? noted : await readStoredDay(table, changed);
  return touched !== undefined && isClosed(services, touched) ? { ...entry, after_closeout: true } : entry;
}

/** `verify` tells of an entry that no day names; until then it is in its charter's ledger, and in no closeout. */
async function note({ table, log }: Services, day: string, slug: string): Promise<unknown> {
  try {
    return await noteCharter(table, day, slug);
  } catch (error) {
    if (!(error instanceof BrokenItem)) throw error;
    log.fault("day takes no note", error);
    log.metric("BrokenItem", 1);
    return readStoredDay(table, day);
  }
}

/** A count that cannot be read is one, too. */
function isClosed(services: Services, item: unknown): boolean {
  const { seen, unread } = countUnread(services, seeDay(item), "day");
  return seen.closeouts.length > 0 || unread.has("closeouts");
}

/** A reversal moves no money of its own day: it changes the day of what it takes out. */
function dayChanged(entry: LedgerEntry, ledger: readonly LedgerEntry[], timeZone: string): string {
  const changed = entry.kind === "reversal" ? ledger.find(({ id }) => id === entry.entry) : undefined;
  return moneyDay(changed ?? entry, timeZone);
}
