/**
 * What each part of a charter's item may weigh, in bytes. DynamoDB takes no item over 400 KB, and one list that grew
 * without an end would take the room of all others: so each has its own, and what would pass it is refused with a
 * sentence, or gives way. tests/lambda/budgets.test.ts holds that each list, map and set of the item is in this table,
 * and that all of them together fit.
 */
export interface Budget {
  readonly bytes: number;
  /** The attributes that share it. */
  readonly attributes: readonly string[];
}

/** DynamoDB's own limit, names and values together. Source: DynamoDB developer guide, "Service, account, and table quotas". */
export const ITEM_BYTES_MAX = 400 * 1024;

/** What may stand in an item beside its lists, maps and sets: the key, the details, the counters. */
export const PLAIN_ATTRIBUTES_BYTES = 5_000;

export const CHARTER_BUDGETS = {
  /** Some 290 payments with their ids and receipts; the last part is for corrections alone, so that a full ledger can be mended. */
  ledger: {
    bytes: 130_000,
    attributes: ["payment_log", "entry_ids", "reversed_ids", "receipt_log", "receipt_ids"],
  },
  /** Six departures of fifty, or one of three hundred. */
  departures: { bytes: 55_000, attributes: ["departures"] },
  /** Some 455 patrons, each weighed as if checked in already. */
  patrons: { bytes: 118_500, attributes: ["patrons"] },
  /** Who of the list has signed, for the month list: some 600 names. Past it, they count among the others. */
  signed: { bytes: 30_000, attributes: ["signed"] },
  /** Some 100 mails that wait or were given up. Reminders wait for room; what somebody of the staff causes is always taken. */
  mails: { bytes: 32_000, attributes: ["outbox", "failed_mails"] },
  /** It gives way: the oldest lines go when it is full. */
  history: { bytes: 24_000, attributes: ["history"] },
  /** Twenty crew members, with the longest addresses there are. */
  crew: { bytes: 5_500, attributes: ["crew"] },
  briefing: { bytes: 1_000, attributes: ["briefing"] },
  /** Seven moves or callings-off with the longest reasons, or fifteen with short ones. */
  moves: { bytes: 7_000, attributes: ["moves", "call_off_log"] },
  /** Forty rosters sent by hand. */
  rosters: { bytes: 1_600, attributes: ["roster_ids"] },
} as const satisfies Readonly<Record<string, Budget>>;

/** How much of the ledger's budget payments leave to the corrections of them. */
export const CORRECTIONS_BYTES = 30_000;
