import { useMemo, useState } from "preact/hooks";
import * as v from "valibot";

import { REQUIRED_CREW_MAX, type CreateEventRequest, type EventResponse } from "../../rules/contract/api/event.ts";
import { PeriodField } from "../../rules/contract/api/fields.ts";
import { PERIODS, waiverPath } from "../../rules/contract/slug.ts";
import { Choices, TextField } from "../forms/Field.tsx";
import { createCharter } from "./calls.ts";
import { DetailFields } from "./DetailFields.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { readCount } from "../forms/readCount.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { periodLabel } from "../labels.ts";
import { readNewCharter, slugPreview, type NewValues } from "./charterForm.ts";
import type { Read } from "../forms/read.ts";
import { CrewChoices } from "../crew/CrewChoices.tsx";

const PERIOD_OPTIONS = PERIODS.map((period) => [period, periodLabel(period)] as const);

/** Puts a charter on the calendar and goes to its page. */
export function NewCharter({ initialDate, onClose }: { readonly initialDate: string; readonly onClose: () => void }) {
  const { client, company, go, announce } = useApp();
  const id = useMemo(() => crypto.randomUUID(), []);
  const [values, setValues] = useState<NewValues>({
    date: initialDate,
    first_name: "",
    period: "",
    title: "",
    starts_at: "",
    vessel: "",
    capacity: "",
    required_crew: "",
    price: "",
    note: "",
  });
  const [crew, setCrew] = useState<readonly string[]>([]);
  const set = (part: Partial<NewValues>): void => {
    setValues((before) => ({ ...before, ...part }));
  };
  const [submission, submit] = useSubmit<CreateEventRequest, EventResponse>({
    read: () => readAll(),
    send: (body) => createCharter(client, body),
    done: ({ event }) => {
      onClose();
      go({ name: "charter", slug: event.slug });
      announce({ tone: "good", text: "Charter created. Send the waiver link to the patrons." });
    },
  });
  function readAll(): Read<CreateEventRequest> {
    const typed = readNewCharter(values, id, company.currency);
    return typed.ok ? { ok: true, request: { ...typed.request, crew: [...crew] } } : typed;
  }
  const period = v.safeParse(PeriodField, values.period);
  const { errors } = submission;
  const slug = slugPreview(values);
  return (
    <FormDialog title="New charter" action="Create charter" submission={submission} onSubmit={submit} onClose={onClose}>
      <TextField
        label="First name"
        hint="Of the patron who booked."
        value={values.first_name}
        error={errors["first_name"]}
        onValue={(first_name) => {
          set({ first_name });
        }}
        input={{ autocomplete: "off", autocapitalize: "words" }}
      />
      <TextField
        label="Date"
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
          set({ period });
        }}
      />
      <div class="slug-preview" role="status">
        <p class="hint">Waiver link</p>
        <code>{slug === undefined ? "Appears once name, date and part of the day are chosen" : waiverPath(slug)}</code>
      </div>
      <DetailFields values={values} errors={errors} onChange={set}>
        {period.success && (
          <CrewChoices
            charter={{ slug: undefined, date: values.date, period: period.output, starts_at: values.starts_at }}
            required={readCount(values.required_crew, REQUIRED_CREW_MAX) ?? null}
            chosen={crew}
            onChange={setCrew}
          />
        )}
      </DetailFields>
    </FormDialog>
  );
}
