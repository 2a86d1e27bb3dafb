/** The ledger as a file for a spreadsheet, of `?month=` or `?day=`. */
export const PAYMENTS_CSV_PATH = "/api/payments.csv";

export const closeoutPath = (day: string): string => `/api/closeouts/${day}`;
