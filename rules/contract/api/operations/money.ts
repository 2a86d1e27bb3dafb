import { CloseDayRequest, CloseoutResponse } from "../closeout.ts";
import { COPY, ID_PER_CHARTER, STILL_RIGHT, type Operation } from "../operation.ts";
import { SPAN } from "../parameters.ts";
import { closeoutPath } from "../paths/closeouts.ts";
import { PAYMENT_PATH, RECEIPT_PATH, REFUND_PATH, REVERSAL_PATH } from "../paths/payments.ts";
import {
  LedgerResponse,
  LogPaymentRequest,
  ReceiptResponse,
  RefundRequest,
  ReversalRequest,
  SendReceiptRequest,
} from "../payment.ts";
import { PAYMENTS_CSV_PATH } from "../paths/closeouts.ts";
import { orWritten } from "../written.ts";

const ledger = {
  200: { description: "The same request was written before.", schema: LedgerResponse },
  201: { description: "Written.", schema: LedgerResponse },
} as const;

/** The ledger of each charter, and the day's cash. */
export const MONEY_OPERATIONS = {
  logPayment: {
    method: "POST",
    path: PAYMENT_PATH,
    access: "payments",
    summary: "Logs a payment.",
    description: `Entries are never edited and never deleted: a mistake is reversed. ${ID_PER_CHARTER}`,
    body: LogPaymentRequest,
    answers: ledger,
    problems: { 404: ["not-found"], 409: ["conflict", "ledger-full"] },
  },
  logRefund: {
    method: "POST",
    path: REFUND_PATH,
    access: "admin",
    summary: "Logs money given back of one payment.",
    description: ID_PER_CHARTER,
    body: RefundRequest,
    answers: ledger,
    problems: { 404: ["not-found"], 409: ["conflict", "ledger-full"] },
  },
  // A reversal moves no money and is mailed to the admin, so whoever takes money corrects slips; a refund gives money away.
  logReversal: {
    method: "POST",
    path: REVERSAL_PATH,
    access: "payments",
    summary: "Takes an entry that should never have been written out of the balance.",
    description: ID_PER_CHARTER,
    body: ReversalRequest,
    answers: ledger,
    problems: { 404: ["not-found"], 409: ["conflict", "ledger-full"] },
  },
  sendReceipt: {
    method: "POST",
    path: RECEIPT_PATH,
    access: "payments",
    summary: "Mails a receipt of a payment that was logged before.",
    body: SendReceiptRequest,
    answers: {
      200: { description: "The same request was made before.", schema: ReceiptResponse },
      201: { description: "Asked for.", schema: ReceiptResponse },
    },
    problems: { 404: ["not-found"], 409: ["conflict"], 429: ["throttled"] },
  },
  exportPayments: {
    method: "GET",
    path: PAYMENTS_CSV_PATH,
    access: "admin",
    summary: "Answers every ledger entry of a month or a day as a file that a spreadsheet opens.",
    parameters: SPAN,
    answers: {
      200: {
        description: "RFC 4180 in UTF-8 with a byte order mark; the first line names the columns.",
        media: "text/csv",
        headers: { "Content-Disposition": "Names the file." },
      },
    },
    problems: { 400: ["invalid-request"] },
  },
  // Crew see the cash they took; admins see everybody's, and count it.
  readCloseout: {
    method: "GET",
    path: closeoutPath("{day}"),
    access: "crew",
    summary: "Shows the money of a day: to an admin all of it, to the crew what they recorded.",
    parameters: COPY,
    answers: {
      200: {
        description: "The day's money.",
        schema: CloseoutResponse,
        headers: { ETag: "Names this state of the day." },
      },
      304: STILL_RIGHT,
    },
    problems: { 404: ["not-found"] },
  },
  closeDay: {
    method: "POST",
    path: closeoutPath("{day}"),
    access: "admin",
    summary: "Closes a day with its cash counted.",
    body: CloseDayRequest,
    answers: {
      200: { description: "The same count closed it before.", schema: orWritten(CloseoutResponse) },
      201: { description: "Closed.", schema: orWritten(CloseoutResponse) },
    },
    problems: { 404: ["not-found"], 409: ["conflict", "stale-revision"] },
  },
} as const satisfies Record<string, Operation>;
