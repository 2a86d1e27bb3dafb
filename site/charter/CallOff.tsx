import { useState } from "preact/hooks";

import { presentCallOff } from "../../rules/charter/calledOff.ts";
import type { CallOffRequest } from "../../rules/contract/api/callOff.ts";
import type { EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { useApp } from "../context.ts";
import { Choices } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { CalledOffMeanwhile } from "./CalledOffMeanwhile.tsx";
import { callOffCharter } from "./calls.ts";
import { endsOf, readCallOff, type CallOffValues } from "./callOffForm.ts";
import { ReasonField } from "./ReasonField.tsx";
import { Told } from "./Told.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
  /** They sail another day, for this reason. */
  readonly onMove: (reason: string) => void;
}

/** Calls a charter off, with what becomes of it: it sails another day, or what was paid is kept or refunded. */
export function CallOff({ event, onClose, onChanged, onMove }: Props) {
  const { client, announce } = useApp();
  const off = event.status === "canceled";
  const [wasOff] = useState(off);
  const [id] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState<CallOffValues>({ end: "", reason: "" });
  const [submission, submit] = useSubmit<Omit<CallOffRequest, "id">, EventResponse>({
    read: () => readCallOff(values, event),
    send: (typed) => callOffCharter(client, event.slug, { id, ...typed }),
    done: (answer) => {
      onChanged(answer.event);
      onClose();
      announce({ tone: "good", text: wasOff ? "Saved. Who has an address is told by mail." : "Charter called off." });
    },
  });
  const present = presentCallOff(event);
  // One's own counts at once, while its answer is still on the way.
  if (!wasOff && present !== undefined && present.id !== id)
    return <CalledOffMeanwhile off={present} typed={values.reason} onClose={onClose} />;
  const moves = values.end === "move";
  const { errors } = submission;
  return (
    <FormDialog
      title={off ? "What becomes of this charter" : "Call off this charter"}
      action={moves ? "Choose the day" : off ? "Save and tell them" : "Call off"}
      dismiss="Leave it"
      danger={!moves}
      submission={submission}
      onSubmit={() => {
        if (moves) onMove(values.reason);
        else submit();
      }}
      onClose={onClose}
    >
      <Choices
        label="What happens"
        value={values.end}
        error={errors["end"]}
        options={endsOf(event)}
        onValue={(end) => {
          setValues((before) => ({ ...before, end }));
        }}
      />
      <ReasonField
        value={values.reason}
        error={errors["reason"]}
        onValue={(reason) => {
          setValues((before) => ({ ...before, reason }));
        }}
      />
      {!moves && (
        <>
          <p class="hint">Nobody can sign its waiver then. People, money and signatures stay on record.</p>
          <Told event={off ? { ...event, crew: [] } : event} what="your reason" />
        </>
      )}
    </FormDialog>
  );
}
