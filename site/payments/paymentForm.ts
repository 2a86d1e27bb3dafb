import * as v from "valibot";

import { Email, PersonName } from "../../rules/contract/api/fields.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { METHODS, type LogPaymentRequest, type RefundRequest } from "../../rules/contract/api/payment.ts";
import { dueOf } from "../../rules/charter/parts.ts";
import { balanceOf } from "../../rules/money/ledger.ts";
import { formatMoney, parseAmount } from "../../rules/money/money.ts";
import type { Errors, Read } from "../forms/read.ts";

export interface PaymentValues {
  readonly event: string;
  readonly patron: string;
  readonly amount: string;
  readonly tip: boolean;
  readonly method: string;
  readonly note: string;
  readonly receipt: boolean;
  readonly receiptTo: string;
}

/** Made when the form opens, so that a retry is recognised as the same entry. */
export interface Stamp {
  readonly id: string;
  readonly timestamp: string;
}

const MethodField = v.picklist(METHODS);

/** Reads the Log Payment form, or says what is wrong with each field, in the order they are shown. */
export function readPayment(values: PaymentValues, stamp: Stamp, currency: string): Read<LogPaymentRequest> {
  const patron = v.safeParse(PersonName, values.patron);
  const amount = parseAmount(values.amount, currency);
  const method = v.safeParse(MethodField, values.method);
  const receipt_to = values.receipt ? v.safeParse(Email, values.receiptTo) : undefined;
  const errors: Errors = {
    ...(values.event === "" ? { event: "Choose the charter." } : {}),
    ...(patron.success ? {} : { patron: "Enter who paid." }),
    ...(amount.ok ? {} : { amount_cents: amount.problem }),
    ...(method.success ? {} : { method: "Choose how it was paid." }),
    ...(receipt_to?.success === false ? { receipt_to: "Enter an e-mail address such as jane@example.com." } : {}),
  };
  if (Object.keys(errors).length > 0 || !patron.success || !amount.ok || !method.success) return { ok: false, errors };
  return {
    ok: true,
    request: {
      ...stamp,
      event: values.event,
      patron: patron.output,
      purpose: values.tip ? "tip" : "charter",
      amount_cents: amount.cents,
      method: method.output,
      note: values.note.trim(),
      receipt_to: receipt_to?.success === true ? receipt_to.output : null,
    },
  };
}

/** The address a receipt goes to most likely: the patron's own, or where the last receipt of theirs went. */
export function guessReceiptAddress(
  charter: Pick<EventDetail, "manifest" | "ledger" | "receipts"> | undefined,
  patron: string,
): string {
  const name = patron.trim().toLowerCase();
  const known = charter?.manifest.find((candidate) => candidate.name.toLowerCase() === name)?.email;
  if (charter === undefined || typeof known === "string") return known ?? "";
  const theirs = new Set(
    charter.ledger.flatMap((entry) =>
      entry.kind === "payment" && entry.patron.toLowerCase() === name ? [entry.id] : [],
    ),
  );
  return charter.receipts.findLast((receipt) => theirs.has(receipt.payment))?.to ?? "";
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
  const amount = parseAmount(values.amount, target.currency);
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

/** A charter as it is but for one payment: while that is on its way, the form says what was due before it. */
export function withoutPayment(charter: EventDetail, id: string): EventDetail {
  const ledger = charter.ledger.filter((entry) => entry.id !== id);
  // The ledger's own sum may miss what a newer version wrote.
  const paid_cents = charter.paid_cents - balanceOf(charter.ledger) + balanceOf(ledger);
  return { ...charter, ledger, paid_cents, balance_cents: paid_cents };
}

/** What is due of a charter's price. */
export type DueFacts = Pick<EventDetail, "status" | "price_cents" | "paid_cents"> &
  Partial<Pick<EventDetail, "broken_parts">>;

/** Finds what is due where a payment as typed is more than that, so that the form can ask whether it is right; a tip is never too much. */
export function exceededDue(
  { amount, tip }: Pick<PaymentValues, "amount" | "tip">,
  charter: DueFacts | undefined,
  currency: string,
): number | undefined {
  const due = charter === undefined ? undefined : dueOf(charter);
  const typed = parseAmount(amount, currency);
  return tip || due === undefined || !typed.ok || typed.cents <= due ? undefined : Math.max(0, due);
}

/** What one tap fills in as the amount, with what it is called: all that is due; nothing where nothing is. */
export function suggestRest(
  due: number | undefined,
  price: number | null,
): { readonly label: string; readonly cents: number } | undefined {
  if (due === undefined || due <= 0) return undefined;
  return { label: due === price ? "Whole price" : "Rest", cents: due };
}
