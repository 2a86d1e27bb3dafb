/** The largest amount one ledger entry takes, in cents: 1,000,000.00. Above it a typing mistake is likelier. */
export const AMOUNT_MAX_CENTS = 100_000_000;
