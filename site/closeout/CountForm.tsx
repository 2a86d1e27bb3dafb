import { useEffect, useState } from "preact/hooks";

import type { CloseDayRequest, CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { isProblem } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { useProblemFocus } from "../forms/useProblemFocus.ts";
import { useTyped } from "../forms/useTyped.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { Notice } from "../ui/Notice.tsx";
import { closeDay } from "./calls.ts";
import { NOT_COUNTED, readCount, type CountValues } from "./counts.ts";
import { CrewCount } from "./CrewCount.tsx";

export interface CountProps {
  readonly data: CloseoutResponse;
  readonly names: ReadonlyMap<string, string>;
  readonly onClosed: (data: CloseoutResponse) => void;
  /** The day's money is no longer what was counted against. */
  readonly onMoved: () => void;
}

/** Takes a count of all the crew's cash, and closes the day with it. */
export function CountForm({ data, names, onClosed, onMoved }: CountProps) {
  const { client, announce } = useApp();
  const counts = data.closeouts.length;
  const [id] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState<Readonly<Record<string, CountValues>>>({});
  const [submission, submit] = useSubmit<CloseDayRequest, CloseoutResponse>({
    read: (counted_at) => readCount(data.crew, values, { id, counted_at }, data.currency),
    send: (body) => closeDay(client, data.day, body),
    refused: (result) => {
      if (isProblem(result, "stale-revision")) onMoved();
      return undefined;
    },
    done: (answer) => {
      onClosed(answer);
      announce({ tone: "good", text: "Day closed. What is logged for it from now on is marked." });
    },
  });
  const { sending, errors } = submission;
  const { form, failure } = useProblemFocus(submission);
  useTyped(form, submission);
  // It took the place of the button that asked for it.
  useEffect(() => {
    if (counts > 0) form.current?.querySelector("input")?.focus();
  }, []);
  const send = (event: Event): void => {
    event.preventDefault();
    submit();
  };
  return (
    <form ref={form} class="card stack" aria-label="Count the cash" noValidate onSubmit={send} aria-busy={sending}>
      <h2>{counts === 0 ? "Count the cash" : "Count again"}</h2>
      {counts > 0 && <p class="hint">The day is closed. A new count is kept beside the ones before.</p>}
      {data.crew.map((member) => (
        <CrewCount
          key={member.crew}
          member={member}
          name={names.get(member.crew) ?? member.crew}
          currency={data.currency}
          values={values[member.crew] ?? NOT_COUNTED}
          errors={errors}
          onValues={(next) => {
            setValues((before) => ({ ...before, [member.crew]: next }));
          }}
        />
      ))}
      {failure && (
        <Notice tone="bad" title={failure.title}>
          {failure.detail}
        </Notice>
      )}
      <button type="submit" class="button button-primary button-wide" aria-disabled={sending}>
        {sending ? "Sending…" : counts === 0 ? "Close the day" : "Keep this count"}
      </button>
    </form>
  );
}
