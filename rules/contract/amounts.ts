/** The largest amount one ledger entry takes, in cents: 1,000,000.00. Above it a typing mistake is likelier. */
export const AMOUNT_MAX_CENTS = 100_000_000;

/** Signing closes so many hours after the end of the charter's day, where the operator has not said otherwise, and a week after it at the latest. */
export const SIGNING_CLOSES_HOURS = 12;
export const SIGNING_CLOSES_HOURS_MAX = 168;

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Longer than most links are out before their charter. */
const MONTH = 30 * DAY;

/**
 * How much anybody with a waiver link may cause, each in any stretch of so many seconds. A charter of a hundred patrons who
 * sign within an hour on one Wi-Fi, each with a copy, stays below all of them with room for second tries; a signature
 * causes one or two mails. Gmail takes 2,000 mails a day from an account of Google Workspace: what is left is for money,
 * crew and reminders.
 *
 * Where places share something, it has two parts: one is `open` to all, and the other is `kept` for those that have taken
 * little of it so far, so that it takes very many places to use up both. Of mails there is a third, which no stranger can use up.
 */
export const SIGNING_LIMITS = {
  /** People signed for from one address, of IPv6 from one /64. Fewer than a charter takes: one place alone can close none. */
  address: { max: 200, seconds: HOUR },
  /**
   * People signed for on one charter. Its page grows with each: 6,500 of them within a month are three MB of answer, and
   * at 26 KB a record at most 170 MB to read, which takes some seconds.
   */
  charter: {
    little: { max: 20, seconds: MONTH },
    kept: { max: 4_000, seconds: MONTH },
    openHour: { max: 400, seconds: HOUR },
    openDay: { max: 800, seconds: DAY },
    openMonth: { max: 2_500, seconds: MONTH },
  },
  /** Copies to one mailbox: anybody may type anybody's address. */
  mailbox: {
    /** From one place. */
    little: { max: 1, seconds: DAY },
    kept: { max: 24, seconds: DAY },
    openPlace: { max: 5, seconds: DAY },
    open: { max: 12, seconds: DAY },
  },
  /** Mails about signatures: of one place, of one charter, of the company. */
  mails: {
    /** Of one place: three signatures with a copy. */
    little: { max: 6, seconds: DAY },
    /** Nor more than is left for all other charters. */
    keptCharter: { max: 100, seconds: DAY, times: 1 },
    kept: { max: 400, seconds: DAY },
    /** A hundred signatures with a copy, and some. */
    openPlace: { max: 240, seconds: DAY },
    /** Two hundred with a copy. */
    openCharter: { max: 400, seconds: DAY },
    open: { max: 500, seconds: DAY },
    /** What is only for who is on a charter's list, and whose name strangers would have to know: once from a place, and once more for a slip. */
    listedPlace: { max: 4, seconds: DAY },
    listedName: { max: 8, seconds: DAY },
    /** A hundred patrons with a copy each; nor more than twice what is left for all other charters. */
    listedCharter: { max: 200, seconds: DAY, times: 2 },
    listed: { max: 300, seconds: DAY },
  },
} as const;

/** How long a boat lies at the dock between two charters where nobody has said: cleaned, fuelled, and boarded again. In minutes. */
export const TURNAROUND_MINUTES = 30;
