import {
  LogPaymentRequest,
  RefundRequest,
  ReversalRequest,
  SendReceiptRequest,
  type Refund,
  type Reversal,
} from "../../rules/contract/api/payment.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { newPayment } from "../../rules/money/newPayment.ts";
import { readBody } from "../http/body.ts";
import { requireCoins } from "../http/coins.ts";
import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { receiptRefused, recordingRefused } from "./problems.ts";
import { newReceipt, sendReceipt } from "./receipt.ts";
import { recordCorrection, recordPayment, type RecordResult } from "./record.ts";

/** Logs a payment. */
export async function postPayment(services: Services, call: Call, account: Account): Promise<Response> {
  const { event, receipt_to, ...request } = await readBody(call, LogPaymentRequest);
  requireCoins(services.config.company.currency, { amount_cents: request.amount_cents });
  const byline = { at: services.clock().toISOString(), by: account.email };
  const entry = newPayment(request, services.config.company.currency, byline);
  const receipt =
    receipt_to === null
      ? undefined
      : newReceipt({ id: entry.id, payment: entry.id, to: receipt_to }, account.email, services.clock());
  return answer(
    services,
    call,
    await recordPayment(services, { slug: event, origin: viewerOrigin(call) }, entry, receipt),
  );
}

/** Logs money given back of one payment. */
export async function postRefund(services: Services, call: Call, account: Account): Promise<Response> {
  const { event, ...request } = await readBody(call, RefundRequest);
  requireCoins(services.config.company.currency, { amount_cents: request.amount_cents });
  const entry: Refund = { kind: "refund", ...request, ...money(services), ...recorded(services, account) };
  return answer(services, call, await recordCorrection(services, { slug: event, origin: viewerOrigin(call) }, entry));
}

/** Takes an entry that should never have been written out of the balance. */
export async function postReversal(services: Services, call: Call, account: Account): Promise<Response> {
  const { event, ...request } = await readBody(call, ReversalRequest);
  const entry: Reversal = { kind: "reversal", ...request, ...recorded(services, account) };
  return answer(services, call, await recordCorrection(services, { slug: event, origin: viewerOrigin(call) }, entry));
}

/** Mails a receipt of a payment that was logged before. */
export async function postReceipt(services: Services, call: Call, account: Account): Promise<Response> {
  const { event, ...request } = await readBody(call, SendReceiptRequest);
  const receipt = newReceipt(request, account.email, services.clock());
  const result = await sendReceipt(services, { slug: event, origin: viewerOrigin(call), receipt });
  if (!result.ok) throw receiptRefused(result);
  return call.json(result.answer, result.created ? 201 : 200);
}

function money({ config }: Services): { currency: string } {
  return { currency: config.company.currency };
}

function recorded({ clock }: Services, { email }: Account): { recorded_by: string; recorded_at: string } {
  return { recorded_by: email, recorded_at: clock().toISOString() };
}

/** 201 when written now, 200 when the same request was written before. */
function answer({ config }: Services, call: Call, result: RecordResult): Response {
  if (!result.ok) throw recordingRefused(result, config.company.currency);
  return call.json(result.answer, result.created ? 201 : 200);
}
