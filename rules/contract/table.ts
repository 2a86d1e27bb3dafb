/**
 * The table: one partition per charter event, `event_id` = slug, and partitions of their own for accounts and sessions.
 * Read by the Pulumi program, the Lambda, the operator's commands and the tests.
 */
export const TABLE_SCHEMA = {
  hashKey: "event_id",
  rangeKey: "timestamp",
  ttlAttribute: "expires_at",
  indexes: [
    {
      name: "by-month",
      hashKey: "month",
      rangeKey: "timestamp",
      projection: "INCLUDE",
      // What a line of the month list shows. The ledger stays out: it can be 400 KB.
      attributes: [
        "title",
        "first_name",
        "period",
        "starts_at",
        "vessel",
        "capacity",
        "required_crew",
        "crew",
        "status",
        "patrons",
        "signed",
        "price_cents",
        "paid_cents",
        "currency",
        "mail_failed",
        "briefing",
        "dock",
        "changed_at",
      ],
    },
    { name: "by-outbox", hashKey: "outbox_state", rangeKey: "outbox_due", projection: "KEYS_ONLY", attributes: [] },
  ],
} as const;

/**
 * Where in the table lies what is no charter: one partition of the signatures that wait for an outside timestamp, one of accounts, one of vessels and one of names that are just
 * being given to one, one for each session, device, link that was mailed, mail about an account, question to a passkey and throttle counter, one of each account's passkeys, one for each month of availability, one of the days that money changed hands on,
 * one of the waiver's texts, one of the kiosk's PIN, one of the company's settings, one of the addresses that want no reminders, by their hashes, and one for each charter of the days on which it was flooded.
 */
export const PARTITIONS = {
  accounts: "accounts",
  session: "session#",
  device: "device#",
  link: "link#",
  challenge: "challenge#",
  passkeys: "passkeys#",
  accountMail: "account-mail#",
  kiosk: "kiosk",
  throttle: "throttle#",
  vessels: "vessels",
  vesselNames: "vessel-names",
  availability: "availability#",
  closeouts: "closeouts",
  waiverTexts: "waiver-texts",
  mailOptOuts: "mail-opt-outs",
  floods: "flooded#",
  unstamped: "unstamped",
  settings: "settings",
} as const;

/** Tells whether a partition is one of those, and so no charter's. A name that ends in # is a family of partitions. */
export function isOwnPartition(eventId: string): boolean {
  return Object.values(PARTITIONS).some((name) => (name.endsWith("#") ? eventId.startsWith(name) : eventId === name));
}

/** Finds charters of a month; sparse, as only event items carry `month`. */
export const BY_MONTH_INDEX = TABLE_SCHEMA.indexes[0].name;
/** Finds items with mail still to send; sparse, as `outbox_state` goes away with the last mail. */
export const BY_OUTBOX_INDEX = TABLE_SCHEMA.indexes[1].name;
