import type { BrokenPart } from "../contract/api/broken.ts";

/** What people call the attributes of a charter's item, and of a day's; one of a newer version stands for itself. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    first_name: "the first name",
    title: "the title",
    starts_at: "the start",
    vessel: "the vessel",
    party: "the size of the party",
    capacity: "the capacity",
    required_crew: "the required crew",
    crew: "the crew",
    price_cents: "the price",
    status: "the status",
    patrons: "the list of patrons",
    signed: "who has signed, for the month list",
    paid_cents: "the total that is paid",
    currency: "the currency",
    mail_failed: "the number of failed mails",
    briefing: "the safety briefing",
    dock: "where it is by now",
    note: "the note",
    roster_at: "when the roster was mailed",
    roster_ids: "which rosters were mailed",
    revision: "the number of its changes",
    payment_log: "the ledger",
    receipt_log: "the receipts",
    ledger_bytes: "the size of the ledger",
    entry_ids: "the ids of the ledger",
    reversed_ids: "what of the ledger was reversed",
    receipt_ids: "the ids of the receipts",
    payment_seals: "how many ledger entries are sealed",
    receipt_seals: "how many receipts are sealed",
    outbox: "the waiting mail",
    failed_mails: "the failed mail",
    departures: "the departure record",
    history: "the history",
    // Of a day of the books.
    charters: "which charters have money of the day",
    closeouts: "how the day was counted",
  }),
);

/** Says in words which part of a charter an attribute of its item is. */
export function nameOfPart(part: string): string {
  return NAMES.get(part) ?? part;
}

/** Says of a part that it cannot be read, or how much of it cannot. */
export function tellBroken({ part, entries }: Pick<BrokenPart, "part" | "entries">): string {
  const name = nameOfPart(part);
  const which = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  if (entries === null) return `${which} cannot be read.`;
  return `${which}: ${String(entries)} ${entries === 1 ? "entry" : "entries"} cannot be read.`;
}
