import { useState } from "preact/hooks";

import type { DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import { departureState } from "../../rules/departure/state.ts";
import { TextArea, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { recordDeparture } from "./calls.ts";
import { RecordedMeanwhile } from "./RecordedMeanwhile.tsx";
import { sayLater } from "../waiting/sentLater.ts";

interface Props {
  readonly event: EventDetail;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

const COUNT = /^\s*\d{1,3}\s*$/;

/** Counts everybody back. The number that left is not shown until somebody has counted. */
export function BackDialog({ event, onClose, onChanged }: Props) {
  const { client, account, announce } = useApp();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const { departed, back } = departureState(event.departures);
  const expected = departed?.aboard.length ?? 0;
  const differs = asked && Number(typed) !== expected;
  const [submission, submit] = useSubmit<DepartureRequest, EventResponse>({
    read: (at) => {
      if (!COUNT.test(typed)) return { ok: false, errors: { count: "Count the people and enter the number." } };
      const back = Number(typed);
      if (back !== expected && reason.trim() === "") {
        return { ok: false, errors: asked ? { reason: "Say who is missing, or why the count differs." } : {} };
      }
      return {
        ok: true,
        request: { kind: "back", id, at, count: back, reason: back === expected ? "" : reason.trim() },
      };
    },
    unread: () => {
      setAsked(COUNT.test(typed));
    },
    send: (body) => recordDeparture(client, event.slug, body, { departed }),
    done: (answer, waits) => {
      onChanged(answer.event);
      onClose();
      const all = Number(typed) === expected;
      const told = all ? `All ${expected} back.` : `${typed.trim()} of ${expected} back. Recorded with the reason.`;
      announce({
        tone: all ? (waits ? "warn" : "good") : "bad",
        ...(waits ? { waits: id } : {}),
        text: waits
          ? `${told} Kept on this device: ashore nobody may know of it yet. ${sayLater(id, account.email)}`
          : told,
      });
    },
  });
  // One's own counts at once, while it is still being sent.
  if (back !== undefined && back.id !== id)
    return <RecordedMeanwhile entry={back} typed={`${typed} ${reason}`} onClose={onClose} />;
  return (
    <FormDialog
      title="All back?"
      action="Record"
      danger={differs}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Patrons back, as you count them"
        value={typed}
        onValue={setTyped}
        error={submission.errors["count"]}
        input={{ inputMode: "numeric", autocomplete: "off", class: "amount-input" }}
      />
      {differs && (
        <>
          <Notice tone="bad" title={`${expected} departed. Count again.`}>
            If the number is right, say who is missing and what is being done.
          </Notice>
          <TextArea
            label="Who is missing, or why"
            value={reason}
            onValue={setReason}
            error={submission.errors["reason"]}
            max={NOTE_MAX}
          />
        </>
      )}
    </FormDialog>
  );
}
