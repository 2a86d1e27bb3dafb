/** The largest amount one ledger entry takes, in cents: 1,000,000.00. Above it a typing mistake is likelier. */
export const AMOUNT_MAX_CENTS = 100_000_000;

/** Signing closes so many hours after the end of the charter's day, where the operator has not said otherwise, and a week after it at the latest. */
export const SIGNING_CLOSES_HOURS = 12;
export const SIGNING_CLOSES_HOURS_MAX = 168;

const HOUR = 3_600;
const DAY = 24 * HOUR;

/**
 * How much anybody with a waiver link may cause, each in so many seconds. A charter of a hundred patrons who sign within an
 * hour on one Wi-Fi, each with a copy, stays below all of them with room for second tries; a signature causes one or two mails.
 * Gmail takes 2,000 mails a day from an account of Google Workspace: what is left is for money, crew and reminders.
 */
export const SIGNING_LIMITS = {
  /** Signatures from one address, of IPv6 from one /64. Fewer than a charter takes: one place alone can close none. */
  address: { max: 200, seconds: HOUR },
  /** Signatures on one charter. */
  charter: { max: 400, seconds: HOUR },
  charterDay: { max: 800, seconds: DAY },
  /** Copies to one mail address: anybody may type anybody's. */
  mailbox: { max: 12, seconds: DAY },
  /** Mails about signatures of one charter: two hundred with a copy. */
  charterMails: { max: 400, seconds: DAY },
  /** Mails about signatures of all charters. */
  companyMails: { max: 1_200, seconds: DAY },
} as const;
