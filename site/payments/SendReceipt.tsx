import { useMemo, useState } from "preact/hooks";
import * as v from "valibot";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { Email } from "../../rules/contract/api/fields.ts";
import type { Payment, ReceiptResponse, SendReceiptRequest } from "../../rules/contract/api/payment.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { sendReceipt } from "./calls.ts";
import { guessReceiptAddress } from "./paymentForm.ts";
import { ReceiptAddress } from "./ReceiptAddress.tsx";

interface Props {
  readonly event: EventDetail;
  readonly payment: Payment;
  readonly onClose: () => void;
  readonly onSent: () => void;
}

/** Mails the receipt of a payment that was logged before. */
export function SendReceipt({ event, payment, onClose, onSent }: Props) {
  const { client, announce } = useApp();
  const id = useMemo(() => crypto.randomUUID(), []);
  const [typed, setTyped] = useState(() => guessReceiptAddress(event, payment.patron));
  const [submission, submit] = useSubmit<SendReceiptRequest, ReceiptResponse>({
    read: () => {
      const to = v.safeParse(Email, typed);
      if (!to.success) return { ok: false, errors: { to: "Enter an e-mail address such as jane@example.com." } };
      return { ok: true, request: { id, event: event.slug, payment: payment.id, to: to.output } };
    },
    send: (body) => sendReceipt(client, body),
    done: ({ receipt, notification }) => {
      onClose();
      onSent();
      const sent = `Receipt sent to ${receipt.to}.`;
      announce(
        notification === "sent"
          ? { tone: "good", text: sent }
          : { tone: "good", text: `The receipt is on its way to ${receipt.to}.`, onceMailed: sent },
      );
    },
  });
  return (
    <FormDialog
      title="Mail a receipt"
      action="Send receipt"
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        For {formatMoney(payment.amount_cents, payment.currency)} from {payment.patron}. It names the charter, the
        amount, the method and what is still due.
      </p>
      <ReceiptAddress value={typed} error={submission.errors["to"]} onValue={setTyped} />
    </FormDialog>
  );
}
