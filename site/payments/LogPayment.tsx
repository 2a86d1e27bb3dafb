import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { NAME_MAX, NOTE_MAX } from "../../rules/contract/api/fields.ts";
import { METHODS, type LedgerResponse, type LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { dueCents } from "../../rules/money/ledger.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { Check, Choices, Field, TextArea, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { isProblem } from "../api/failure.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { dayAndMonth, METHOD_LABELS, slugLabel, typedAmount } from "../labels.ts";
import { logPayment } from "./calls.ts";
import { guessReceiptAddress, readPayment, suggestAmounts, type PaymentValues } from "./paymentForm.ts";

export const METHOD_OPTIONS = METHODS.map((method) => [method, METHOD_LABELS[method]] as const);

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
  const { client, announce } = useApp();
  const stamp = useMemo(() => ({ id: crypto.randomUUID(), timestamp: new Date().toISOString() }), []);
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
  const charter = useCharter(values.event, known);
  const set = (part: Partial<PaymentValues>): void => {
    setValues((before) => ({ ...before, ...part }));
  };
  const [submission, submit] = useSubmit<LogPaymentRequest, LedgerResponse>({
    read: () => readPayment(values, stamp),
    send: (body) => logPayment(client, body),
    refused: (result) => (isProblem(result, "conflict") ? ALREADY_LOGGED : undefined),
    kept: () => {
      onClose();
      announce({
        tone: "warn",
        text: `${values.tip ? "Tip" : "Payment"} kept on this device. It is sent as soon as there is a signal.`,
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
      <PatronField
        charter={charter}
        value={values.patron}
        error={errors["patron"]}
        onValue={(patron) => {
          set({ patron });
        }}
      />
      <TextField
        label="Amount"
        value={values.amount}
        error={errors["amount_cents"]}
        onValue={(amount) => {
          set({ amount });
        }}
        input={{ inputMode: "decimal", autocomplete: "off", placeholder: "0.00", class: "amount-input" }}
      />
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
        options={METHOD_OPTIONS}
        onValue={(method) => {
          set({ method });
        }}
      />
      <CharterField
        month={month}
        value={values.event}
        error={errors["event"]}
        onValue={(event) => {
          set({ event });
        }}
      />
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

/** Says how a ledger entry and its mail went. */
export function ledgerBanner(what: string, notification: LedgerResponse["notification"]) {
  return notification === "sent"
    ? ({ tone: "good", text: `${what} Mail sent to the admin.` } as const)
    : ({ tone: "warn", text: `${what} It is safe; the mail will go out when Gmail answers.` } as const);
}

function paymentBanner(what: string, notification: LedgerResponse["notification"], receipt: LedgerResponse["receipt"]) {
  const { tone, text } = ledgerBanner(what, notification);
  if (receipt === "sent") return { tone, text: `${text} Receipt sent.` };
  return receipt === "held"
    ? ({
        tone: "warn",
        text: `${text} Too many receipts at once: this one was not sent. Send it from the ledger in a while.`,
      } as const)
    : { tone, text };
}

/** Where a receipt goes. It appears below what fits on a phone, so it comes into view. */
export function ReceiptAddress(field: FieldProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <div ref={place}>
      <TextField
        label="Receipt to"
        {...field}
        input={{
          type: "email",
          inputMode: "email",
          autocomplete: "off",
          autocapitalize: "none",
          placeholder: "jane@example.com",
        }}
      />
    </div>
  );
}

interface FieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onValue: (value: string) => void;
}

/** Reads the chosen charter for suggestions. Without it everything is typed: suggestions are a help, not a need. */
function useCharter(slug: string, known: EventDetail | undefined): EventDetail | undefined {
  const { client } = useApp();
  const [charter, setCharter] = useState<EventDetail>();
  useEffect(() => {
    let current = true;
    setCharter(undefined);
    if (slug !== "" && slug !== known?.slug) {
      void client.charters.read(slug).then((result) => {
        if (current && result.ok) setCharter(result.data.event);
      });
    }
    return () => {
      current = false;
    };
  }, [slug, known?.slug, client]);
  return slug === known?.slug ? known : charter;
}

function PatronField({ charter, ...field }: FieldProps & { readonly charter: EventDetail | undefined }) {
  const list = useId();
  return (
    <>
      <TextField
        label="Patron"
        {...field}
        input={{ list, maxLength: NAME_MAX, autocomplete: "off", autocapitalize: "words" }}
      />
      <datalist id={list}>
        {charter?.manifest.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </>
  );
}

function Suggestions({
  charter,
  onAmount,
}: {
  readonly charter: EventDetail;
  readonly onAmount: (amount: string) => void;
}) {
  const { price_cents: price, ledger, patrons, currency } = charter;
  const suggestions = suggestAmounts(dueCents(price, ledger), price, patrons);
  if (suggestions.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label="Suggestions">
      {suggestions.map(({ label, cents }) => (
        <button
          key={label}
          type="button"
          class="button"
          onClick={() => {
            onAmount(typedAmount(cents));
          }}
        >
          {label} {formatMoney(cents, currency)}
        </button>
      ))}
    </div>
  );
}

function CharterField({ month, value, error, onValue }: FieldProps & { readonly month: string }) {
  const { client } = useApp();
  const { data, failure } = useLoaded(month, () => client.charters.month(month));
  const events = data?.events ?? [];
  const known = value === "" || events.some((event) => event.slug === value);
  const hint = failure === undefined ? undefined : "The list of charters did not load.";
  return (
    <Field label="Charter" error={error} hint={hint}>
      {(wiring) => (
        <select
          {...wiring}
          value={value}
          onChange={(change) => {
            onValue(change.currentTarget.value);
          }}
        >
          <option value="">Choose a charter</option>
          {!known && <option value={value}>{slugLabel(value)}</option>}
          {events.map((event) => (
            <option key={event.slug} value={event.slug}>
              {dayAndMonth(event.date)} · {charterTitle(event)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
