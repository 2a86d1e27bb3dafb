import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import type { LedgerResponse, ReversalRequest } from "../../rules/contract/api/payment.ts";
import { TextArea } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { reverseEntry } from "./calls.ts";
import { ledgerBanner } from "./banners.ts";

interface Props {
  readonly event: EventDetail;
  readonly entry: string;
  readonly onClose: () => void;
  readonly onLogged: () => void;
}

/** Takes an entry out that should never have been written. */
export function ReverseEntry({ event, entry, onClose, onLogged }: Props) {
  const { client, announce } = useApp();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState("");
  const [submission, submit] = useSubmit<ReversalRequest, LedgerResponse>({
    read: (timestamp) => {
      const reason = typed.trim();
      if (reason === "") return { ok: false, errors: { reason: "Say why, in a few words." } };
      return { ok: true, request: { id, timestamp, event: event.slug, entry, reason } };
    },
    send: (body) => reverseEntry(client, body),
    done: ({ notification }) => {
      onClose();
      onLogged();
      announce(ledgerBanner("Entry reversed.", notification));
    },
  });
  return (
    <FormDialog
      title="Reverse this entry?"
      action="Reverse entry"
      danger
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        For an entry that was a mistake. It stays in the ledger, struck through, and no longer counts. If money went
        back to the patron, log a refund instead.
      </p>
      <TextArea
        label="Reason"
        hint="Such as: logged twice, wrong charter."
        value={typed}
        onValue={setTyped}
        error={submission.errors["reason"]}
        max={NOTE_MAX}
      />
    </FormDialog>
  );
}
