import * as v from "valibot";

import { PersonName } from "../../rules/api/fields.ts";
import { METHODS, type LogPaymentRequest, type RefundRequest } from "../../rules/api/payment.ts";
import { formatMoney, parseAmount } from "../../rules/money.ts";

export type Errors = Readonly<Record<string, string>>;
export type Read<T> = { readonly ok: true; readonly request: T } | { readonly ok: false; readonly errors: Errors };

export interface PaymentValues {
  readonly event: string;
  readonly patron: string;
  readonly amount: string;
  readonly tip: boolean;
  readonly method: string;
  readonly note: string;
}

/** Made when the form opens, so that a retry is recognised as the same entry. */
export interface Stamp {
  readonly id: string;
  readonly timestamp: string;
}

const MethodField = v.picklist(METHODS);

/** Reads the Log Payment form, or says what is wrong with each field, in the order they are shown. */
export function readPayment(values: PaymentValues, stamp: Stamp): Read<LogPaymentRequest> {
  const patron = v.safeParse(PersonName, values.patron);
  const amount = parseAmount(values.amount);
  const method = v.safeParse(MethodField, values.method);
  const errors: Errors = {
    ...(values.event === "" ? { event: "Choose the charter." } : {}),
    ...(patron.success ? {} : { patron: "Enter who paid." }),
    ...(amount.ok ? {} : { amount_cents: amount.problem }),
    ...(method.success ? {} : { method: "Choose how it was paid." }),
  };
  if (Object.keys(errors).length > 0 || !patron.success || !amount.ok || !method.success) return { ok: false, errors };
  return {
    ok: true,
    request: {
      ...stamp, event: values.event, patron: patron.output, purpose: values.tip ? "tip" : "charter",
      amount_cents: amount.cents, method: method.output, note: values.note.trim(),
    },
  };
}

export interface RefundValues {
  readonly amount: string;
  readonly method: string;
  readonly reason: string;
}

export interface RefundTarget {
  readonly event: string;
  readonly payment: string;
  readonly refundable_cents: number;
  readonly currency: string;
}

/** Reads the refund form: never more than is left of the payment. */
export function readRefund(values: RefundValues, target: RefundTarget, stamp: Stamp): Read<RefundRequest> {
  const amount = parseAmount(values.amount);
  const method = v.safeParse(MethodField, values.method);
  const reason = values.reason.trim();
  const tooMuch = amount.ok && amount.cents > target.refundable_cents;
  const most = formatMoney(target.refundable_cents, target.currency);
  const errors: Errors = {
    ...(amount.ok ? {} : { amount_cents: amount.problem }),
    ...(tooMuch ? { amount_cents: `At most ${most} of this payment can be refunded.` } : {}),
    ...(method.success ? {} : { method: "Choose how the money goes back." }),
    ...(reason === "" ? { reason: "Say why, in a few words." } : {}),
  };
  if (Object.keys(errors).length > 0 || !amount.ok || !method.success) return { ok: false, errors };
  const { event, payment } = target;
  return { ok: true, request: { ...stamp, event, payment, amount_cents: amount.cents, method: method.output, reason } };
}

/** An amount that one tap fills in. */
export interface Suggestion {
  readonly label: string;
  readonly cents: number;
}

/** Suggests what people usually pay: the rest of the price, and one share of it where several are aboard. */
export function suggestAmounts(due: number | undefined, price: number | null, patrons: number): readonly Suggestion[] {
  if (due === undefined || price === null || due <= 0) return [];
  const rest: Suggestion = { label: due === price ? "Whole price" : "Rest of the price", cents: due };
  // Rounded up to the cent: the last to pay has the odd cents less.
  const share = Math.ceil(price / Math.max(1, patrons));
  return patrons > 1 && share < due ? [rest, { label: `1 of ${patrons} shares`, cents: share }] : [rest];
}
