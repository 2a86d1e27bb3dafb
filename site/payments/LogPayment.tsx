import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import type { LedgerResponse, LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import { formatMoney, plainAmount } from "../../rules/money/money.ts";
import { isProblem } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { Check, Choices, TextArea, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { dayAndMonth } from "../labels.ts";
import { Notice } from "../ui/Notice.tsx";
import { paymentBanner } from "./banners.ts";
import { logPayment } from "./calls.ts";
import { CharterField } from "./CharterField.tsx";
import { methodOptions } from "./methodOptions.ts";
import { PatronChips } from "./PatronChips.tsx";
import { PatronField } from "./PatronField.tsx";
import { exceededDue, guessReceiptAddress, readPayment, withoutPayment, type PaymentValues } from "./paymentForm.ts";
import { ReceiptAddress } from "./ReceiptAddress.tsx";
import { Suggestions } from "./Suggestions.tsx";
import { useCharter } from "./useCharter.ts";
import { sayLater } from "../waiting/sentLater.ts";
import { laidOn, useBoard } from "../waiting/useBoard.ts";

interface Props {
  readonly month: string;
  /** The charter that is open, if one is. */
  readonly slug: string | undefined;
  /** That charter as it is shown, so that suggestions need no signal. */
  readonly known?: EventDetail;
  readonly onClose: () => void;
  readonly onLogged: () => void;
}

/** Logs a payment. Its id is made as the dialog opens, so a double tap or a retry logs once. */
export function LogPayment({ month, slug, known, onClose, onLogged }: Props) {
  const { client, account, company, announce } = useApp();
  const [id] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState<PaymentValues>({
    event: slug ?? "",
    patron: "",
    amount: "",
    tip: false,
    method: "",
    note: "",
    receipt: false,
    receiptTo: "",
  });
  const [asked, setAsked] = useState<string>();
  const board = useBoard();
  const read = useCharter(values.event, known);
  // What is open on its page is shown with what waits already.
  const shown = read === undefined || read === known ? read : laidOn(read, board);
  const charter = shown && withoutPayment(shown, id);
  const exceeded = exceededDue(values, charter, company.currency);
  const set = (part: Partial<PaymentValues>): void => {
    setValues((before) => ({ ...before, ...part }));
  };
  const [submission, submit] = useSubmit<LogPaymentRequest, LedgerResponse>({
    read: (timestamp) => {
      const read = readPayment(values, { id, timestamp }, company.currency);
      // Asked once for an amount: whoever sends it again means it.
      return read.ok && exceeded !== undefined && asked !== values.amount ? { ok: false, errors: {} } : read;
    },
    unread: () => {
      if (exceeded !== undefined) setAsked(values.amount);
    },
    send: (body) => logPayment(client, body),
    refused: (result) => (isProblem(result, "conflict") ? ALREADY_LOGGED : undefined),
    kept: () => {
      onClose();
      announce({
        tone: "warn",
        waits: id,
        text: `${values.tip ? "Tip" : "Payment"} kept on this device. ${sayLater(id, account.email)}`,
      });
    },
    done: ({ notification, receipt }) => {
      onClose();
      onLogged();
      announce(paymentBanner(values.tip ? "Tip logged." : "Payment logged.", notification, receipt));
    },
  });
  const { errors } = submission;
  return (
    <FormDialog title="Log payment" action="Log payment" submission={submission} onSubmit={submit} onClose={onClose}>
      {known && (
        <p class="hint">
          For {charterTitle(known)}, {dayAndMonth(known.date)}
        </p>
      )}
      <PatronField
        charter={charter}
        value={values.patron}
        error={errors["patron"]}
        onValue={(patron) => {
          set({ patron });
        }}
      />
      {charter && (
        <PatronChips
          charter={charter}
          typed={values.patron}
          onChosen={({ name, owes_cents }) => {
            set({
              patron: name,
              ...(values.tip || !owes_cents ? {} : { amount: plainAmount(owes_cents, company.currency) }),
            });
          }}
        />
      )}
      <TextField
        label="Amount"
        value={values.amount}
        error={errors["amount_cents"]}
        onValue={(amount) => {
          set({ amount });
        }}
        input={{ inputMode: "decimal", autocomplete: "off", placeholder: "0.00", class: "amount-input" }}
      />
      {exceeded !== undefined && asked === values.amount && (
        <div role="alert">
          <Notice tone="warn" title="More than is due">
            {exceeded === 0 ? "Nothing" : formatMoney(exceeded, company.currency)} is still due on this charter. If the
            amount is right, press Log payment again. What comes on top for the crew is a tip.
          </Notice>
        </div>
      )}
      {charter && !values.tip && (
        <Suggestions
          charter={charter}
          onAmount={(amount) => {
            set({ amount });
          }}
        />
      )}
      <Check
        label="This is a tip"
        checked={values.tip}
        onChecked={(tip) => {
          set({ tip });
        }}
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
      {known === undefined && (
        <CharterField
          month={month}
          value={values.event}
          error={errors["event"]}
          onValue={(event) => {
            set({ event });
          }}
        />
      )}
      <TextArea
        label="Note (optional)"
        value={values.note}
        error={errors["note"]}
        max={NOTE_MAX}
        onValue={(note) => {
          set({ note });
        }}
      />
      <Check
        label="Mail a receipt"
        checked={values.receipt}
        onChecked={(receipt) => {
          set({ receipt, receiptTo: values.receiptTo || guessReceiptAddress(charter, values.patron) });
        }}
      />
      {values.receipt && (
        <ReceiptAddress
          value={values.receiptTo}
          error={errors["receipt_to"]}
          onValue={(receiptTo) => {
            set({ receiptTo });
          }}
        />
      )}
    </FormDialog>
  );
}

const ALREADY_LOGGED = {
  title: "The first try did arrive",
  detail:
    "It was logged as the form stood then. Close this, look at the ledger, and reverse that entry if it is wrong.",
};
