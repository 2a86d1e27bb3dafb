import {
  LedgerResponse,
  ReceiptResponse,
  type LogPaymentRequest,
  type RefundRequest,
  type ReversalRequest,
  type SendReceiptRequest,
} from "../../rules/contract/api/payment.ts";
import { RECEIPT_PATH, REFUND_PATH, REVERSAL_PATH } from "../../rules/contract/api/paths/payments.ts";
import type { Client } from "../client/client.ts";
import { paymentWrite } from "../offline/writes.ts";

/** Logs a payment, or keeps it on this device to be logged. */
export const logPayment = ({ send, author }: Client, body: LogPaymentRequest) =>
  send(paymentWrite(body, author()), LedgerResponse);

/** Logs money given back of a payment. */
export const logRefund = ({ call }: Client, body: RefundRequest) =>
  call({ method: "POST", path: REFUND_PATH, body, answer: LedgerResponse });

/** Takes an entry out that should never have been written. */
export const reverseEntry = ({ call }: Client, body: ReversalRequest) =>
  call({ method: "POST", path: REVERSAL_PATH, body, answer: LedgerResponse });

/** Mails the receipt of a payment. */
export const sendReceipt = ({ call }: Client, body: SendReceiptRequest) =>
  call({ method: "POST", path: RECEIPT_PATH, body, answer: ReceiptResponse });
