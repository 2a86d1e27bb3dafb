import { useState } from "preact/hooks";

import type { DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import { TextArea } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { recordDeparture } from "./calls.ts";
import { sayLater } from "../waiting/sentLater.ts";

interface Props {
  readonly event: EventDetail;
  readonly entry: string;
  readonly what: EntryWord;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** What an entry that can be undone is called. */
export type EntryWord = "departure" | "return";

/** Undoes a departure or a return that should not have been recorded. */
export function CorrectDeparture({ event, entry, what, onClose, onChanged }: Props) {
  const { client, account, announce } = useApp();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState("");
  const [submission, submit] = useSubmit<DepartureRequest, EventResponse>({
    read: (at) => {
      const reason = typed.trim();
      if (reason === "") return { ok: false, errors: { reason: "Say why, in a few words." } };
      return { ok: true, request: { kind: "correction", id, at, entry, reason } };
    },
    send: (body) => recordDeparture(client, event.slug, body),
    done: (answer, waits) => {
      onChanged(answer.event);
      onClose();
      announce(
        waits
          ? { tone: "warn", waits: id, text: `Undone on this device. ${sayLater(id, account.email)}` }
          : { tone: "good", text: "Undone. The entry stays in the record, struck through." },
      );
    },
  });
  return (
    <FormDialog
      title={`Undo this ${what}?`}
      action={`Undo ${what}`}
      danger
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextArea
        label="Reason"
        hint="Such as: turned back at the mole, counted wrong."
        value={typed}
        onValue={setTyped}
        error={submission.errors["reason"]}
        max={NOTE_MAX}
      />
    </FormDialog>
  );
}
