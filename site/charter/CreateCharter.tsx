import { useRef, useState } from "preact/hooks";
import * as v from "valibot";

import { REQUIRED_CREW_MAX, type EventResponse } from "../../rules/contract/api/event.ts";
import { PeriodField } from "../../rules/contract/api/fields.ts";
import { WEEKS_MAX, weeklyFrom } from "../../rules/charter/weekly.ts";
import { isCalendarDate, waiverPath } from "../../rules/contract/slug.ts";
import { Choices, TextField } from "../forms/Field.tsx";
import { createCharter } from "./calls.ts";
import { DetailFields } from "./DetailFields.tsx";
import { BookerFields } from "./BookerFields.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { readCount } from "../forms/readCount.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { dayLabel, PERIOD_OPTIONS } from "../labels.ts";
import { choosePeriod, readNewCharters, slugPreview, type NewValues, type TypedCharter } from "./charterForm.ts";
import type { Read } from "../forms/read.ts";
import { CrewChoices } from "../crew/CrewChoices.tsx";
import { beginSeries, createSeries, explainSeries } from "./series.ts";

interface Props {
  readonly title: string;
  /** What the form begins with. */
  readonly start: NewValues;
  readonly startCrew: readonly string[];
  readonly onClose: () => void;
}

/** Puts a charter on the calendar, or one a week for some weeks, and goes to the page of the first. */
export function CreateCharter({ title, start, startCrew, onClose }: Props) {
  const { client, company, go, announce } = useApp();
  const series = useRef(beginSeries());
  const [values, setValues] = useState(start);
  const [crew, setCrew] = useState(startCrew);
  const [bookerId] = useState(() => crypto.randomUUID());
  const set = (part: Partial<NewValues>): void => {
    setValues((before) => ({ ...before, ...part }));
  };
  const [submission, submit] = useSubmit<readonly TypedCharter[], EventResponse>({
    read: () => readAll(),
    send: (charters) => createSeries(charters, series.current, (request) => createCharter(client, request)),
    refused: (result) => explainSeries(result, series.current.made.size, wanted ?? 1),
    done: ({ event }) => {
      onClose();
      go({ name: "charter", slug: event.slug });
      announce({ tone: "good", text: createdText(wanted ?? 1) });
    },
  });
  const wanted = readCount(values.weeks, WEEKS_MAX);
  function readAll(): Read<readonly TypedCharter[]> {
    const typed = readNewCharters(values, company.currency, bookerId);
    return typed.ok ? { ok: true, request: typed.request.map((one) => ({ ...one, crew: [...crew] })) } : typed;
  }
  const period = v.safeParse(PeriodField, values.period);
  const { errors } = submission;
  const slug = slugPreview(values);
  const many = (wanted ?? 1) > 1;
  return (
    <FormDialog
      title={title}
      action={many ? `Create ${String(wanted)} charters` : "Create charter"}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="First name"
        hint="Of the patron who booked; the link has it."
        value={values.first_name}
        error={errors["first_name"]}
        onValue={(first_name) => {
          set({ first_name });
        }}
        input={{ autocomplete: "off", autocapitalize: "words" }}
      />
      <BookerFields values={values} errors={errors} onChange={set} />
      <TextField
        label="Date"
        value={values.date}
        error={errors["date"]}
        onValue={(date) => {
          set({ date });
        }}
        input={{ type: "date" }}
      />
      <TextField
        label="Weeks in a row"
        hint={many ? lastOf(values.date, wanted ?? 1) : "More than one repeats it every week."}
        value={values.weeks}
        error={errors["weeks"]}
        onValue={(weeks) => {
          set({ weeks });
        }}
        input={{ inputMode: "numeric", autocomplete: "off" }}
      />
      <Choices
        label="Part of the day"
        value={values.period}
        error={errors["period"]}
        options={PERIOD_OPTIONS}
        onValue={(period) => {
          set(choosePeriod(values, period, company.start_times));
        }}
      />
      <div class="slug-preview" role="status">
        <p class="hint">Waiver link</p>
        <code>{slug === undefined ? "Appears once name, date and part of the day are chosen" : waiverPath(slug)}</code>
      </div>
      <DetailFields
        values={values}
        errors={errors}
        when={period.success ? { slug: undefined, date: values.date, period: period.output } : undefined}
        onChange={set}
      >
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

function lastOf(date: string, weeks: number): string {
  const last = isCalendarDate(date) ? weeklyFrom(date, weeks).at(-1) : undefined;
  return last === undefined ? "" : `The last on ${dayLabel(last)}.`;
}

function createdText(number: number): string {
  return number === 1
    ? "Charter created. Send the waiver link to the patrons."
    : `${number} charters created, one a week. Each has a waiver link of its own.`;
}
