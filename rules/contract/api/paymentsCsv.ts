/**
 * The ledger as a file for a spreadsheet, of `?month=` or `?day=`. A file of its own, as the bundler keeps a file whole for
 * the first screen when a later one uses any of it.
 */
export const PAYMENTS_CSV_PATH = "/api/payments.csv";
