import { useState } from "preact/hooks";
import * as v from "valibot";

import type { EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { PeriodField } from "../../rules/contract/api/fields.ts";
import { useApp } from "../context.ts";
import { Choices, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { PERIOD_OPTIONS, whenOf } from "../labels.ts";
import { VesselField } from "../vessels/VesselField.tsx";
import { moveCharter } from "./calls.ts";
import { ReasonField } from "./ReasonField.tsx";
import { Told } from "./Told.tsx";
import { VesselClash } from "./VesselClash.tsx";
import { moveValues, readMove, startIn, type MoveValues, type TypedMove } from "./moveForm.ts";

const SIGNATURE_OPTIONS = [
  ["kept", "Still count"],
  ["again", "Everybody signs again"],
] as const;

interface Props {
  readonly event: EventDetail;
  /** As far as it was given already. */
  readonly reason?: string | undefined;
  readonly onClose: () => void;
}

/** Moves a charter to another day or part of the day, and goes to its page there. */
export function MoveCharter({ event, reason, onClose }: Props) {
  const { client, go, announce } = useApp();
  const [id] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState(() => moveValues(event, reason));
  const set = (part: Partial<MoveValues>): void => {
    setValues((before) => ({ ...before, ...part }));
  };
  const [submission, submit] = useSubmit<TypedMove, EventResponse>({
    read: () => readMove(values, event),
    send: (typed) => moveCharter(client, event.slug, { id, ...typed }),
    done: ({ event: moved }) => {
      onClose();
      go({ name: "charter", slug: moved.slug }, "replace");
      announce({ tone: "good", text: `Moved to ${whenOf(moved)}. Its old link leads there.` });
    },
  });
  const { errors } = submission;
  const period = v.safeParse(PeriodField, values.period);
  return (
    <FormDialog title="Move charter" action="Move charter" submission={submission} onSubmit={submit} onClose={onClose}>
      <p>Now {whenOf(event)}. People, money and history come along, and the old waiver link leads to the new one.</p>
      <TextField
        label="New date"
        value={values.date}
        error={errors["date"]}
        onValue={(date) => {
          set({ date });
        }}
        input={{ type: "date" }}
      />
      <Choices
        label="Part of the day"
        value={values.period}
        error={errors["period"]}
        options={PERIOD_OPTIONS}
        onValue={(period) => {
          set({ period, starts_at: startIn(period, values, event) });
        }}
      />
      <TextField
        label="Start (optional)"
        value={values.starts_at}
        error={errors["starts_at"]}
        onValue={(starts_at) => {
          set({ starts_at });
        }}
        input={{ type: "time" }}
      />
      <VesselField
        value={values.vessel}
        error={errors["vessel"]}
        onChange={({ vessel }) => {
          set({ vessel });
        }}
      />
      {period.success && <VesselClash charter={{ ...values, slug: event.slug, period: period.output }} />}
      {event.signatures.length > 0 && (
        <Choices
          label="Waivers that are signed"
          value={values.signatures}
          error={errors["signatures"]}
          options={SIGNATURE_OPTIONS}
          onValue={(chosen) => {
            set({ signatures: chosen === "again" ? "again" : "kept" });
          }}
        />
      )}
      <ReasonField
        value={values.reason}
        error={errors["reason"]}
        onValue={(reason) => {
          set({ reason });
        }}
      />
      <Told event={event} what="the new date and your reason" />
    </FormDialog>
  );
}
