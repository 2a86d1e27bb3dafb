import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { LedgerResponse, Payment, RefundRequest } from "../../rules/contract/api/payment.ts";
import { refundableCents } from "../../rules/money/ledger.ts";
import { formatMoney, plainAmount } from "../../rules/money/money.ts";
import { Choices, TextArea, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { logRefund } from "./calls.ts";
import { readRefund, type RefundValues } from "./paymentForm.ts";
import { ledgerBanner } from "./banners.ts";
import { methodOptions } from "./methodOptions.ts";

interface Props {
  readonly event: EventDetail;
  readonly payment: Payment;
  readonly onClose: () => void;
  readonly onLogged: () => void;
}

/** Records money given back of one payment. */
export function RefundPayment({ event, payment, onClose, onLogged }: Props) {
  const { client, company, announce } = useApp();
  const [id] = useState(() => crypto.randomUUID());
  const left = refundableCents(event.ledger, payment);
  const [values, setValues] = useState<RefundValues>({
    amount: plainAmount(left, payment.currency),
    method: payment.method,
    reason: "",
  });
  const set = (part: Partial<RefundValues>): void => {
    setValues((before) => ({ ...before, ...part }));
  };
  const target = { event: event.slug, payment: payment.id, refundable_cents: left, currency: payment.currency };
  const [submission, submit] = useSubmit<RefundRequest, LedgerResponse>({
    read: (timestamp) => readRefund(values, target, { id, timestamp }),
    send: (body) => logRefund(client, body),
    done: ({ notification }) => {
      onClose();
      onLogged();
      announce(ledgerBanner("Refund logged.", notification));
    },
  });
  const { errors } = submission;
  return (
    <FormDialog
      title={payment.purpose === "tip" ? "Refund a tip" : "Refund a payment"}
      action="Log refund"
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {payment.patron} {payment.purpose === "tip" ? "tipped" : "paid"}{" "}
        {formatMoney(payment.amount_cents, payment.currency)}; up to {formatMoney(left, payment.currency)} of it can go
        back.
      </p>
      <TextField
        label="Amount"
        value={values.amount}
        error={errors["amount_cents"]}
        onValue={(amount) => {
          set({ amount });
        }}
        input={{ inputMode: "decimal", autocomplete: "off", class: "amount-input" }}
      />
      <Choices
        label="Method"
        value={values.method}
        error={errors["method"]}
        options={methodOptions(company.methods, values.method)}
        onValue={(method) => {
          set({ method });
        }}
      />
      <TextArea
        label="Reason"
        value={values.reason}
        error={errors["reason"]}
        onValue={(reason) => {
          set({ reason });
        }}
      />
    </FormDialog>
  );
}
