import { useEffect, useMemo, useState } from "preact/hooks";

import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import type { CloseDayRequest, CloseoutResponse, CrewCash } from "../../rules/contract/api/closeout.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { useApp } from "../context.ts";
import { isProblem } from "../api/failure.ts";
import { useProblemFocus } from "../forms/useProblemFocus.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { closeDay } from "./calls.ts";
import { NOT_COUNTED, parseCash, readCount, type CountValues } from "./counts.ts";
import type { Errors } from "../forms/read.ts";
import { TextArea, TextField } from "../forms/Field.tsx";
import { Notice } from "../ui/Notice.tsx";

interface Props {
  readonly data: CloseoutResponse;
  readonly names: ReadonlyMap<string, string>;
  readonly onClosed: (data: CloseoutResponse) => void;
  /** The day's money is no longer what was counted against. */
  readonly onMoved: () => void;
}

/** Shows the cash each crew member should have; an admin enters what was counted and closes the day, and may count once more. */
export function CloseoutCount({ data, names, onClosed, onMoved }: Props) {
  const { account } = useApp();
  if (account.role === "admin") return <AdminCount data={data} names={names} onClosed={onClosed} onMoved={onMoved} />;
  return (
    <section class="card stack" aria-label="Your cash">
      <h2>Your cash</h2>
      {data.crew.map((member) => (
        <Expected key={member.crew} member={member} currency={data.currency} name="You should have" />
      ))}
      <p class="hint">An admin counts it with you and closes the day.</p>
    </section>
  );
}

/** Once the day is closed, another count is asked for before it is there. */
function AdminCount({ data, names, onClosed, onMoved }: Props) {
  const [again, setAgain] = useState(false);
  if (data.closeouts.length > 0 && !again) {
    return (
      <div>
        <button
          type="button"
          class="button"
          onClick={() => {
            setAgain(true);
          }}
        >
          Count again
        </button>
      </div>
    );
  }
  const closed = (answer: CloseoutResponse): void => {
    setAgain(false);
    onClosed(answer);
  };
  return <CountForm data={data} names={names} onClosed={closed} onMoved={onMoved} />;
}

function CountForm({ data, names, onClosed, onMoved }: Props) {
  const { client, announce } = useApp();
  const counts = data.closeouts.length;
  const stamp = useMemo(() => ({ id: crypto.randomUUID(), counted_at: new Date().toISOString() }), []);
  const [values, setValues] = useState<Readonly<Record<string, CountValues>>>({});
  const [submission, submit] = useSubmit<CloseDayRequest, CloseoutResponse>({
    read: () => readCount(data.crew, values, stamp),
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
  const { sending, errors, refusals, failure } = submission;
  const form = useProblemFocus(refusals);
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

interface CrewCountProps {
  readonly member: CrewCash;
  readonly name: string;
  readonly currency: string;
  readonly values: CountValues;
  readonly errors: Errors;
  readonly onValues: (values: CountValues) => void;
}

function CrewCount({ member, name, currency, values, errors, onValues }: CrewCountProps) {
  const counted = parseCash(values.counted);
  const difference = counted === undefined ? 0 : counted - member.expected_cents;
  return (
    <div class="crew-count">
      <Expected member={member} currency={currency} name={name} />
      <TextField
        label={`Counted from ${name}`}
        value={values.counted}
        error={errors[`${member.crew} counted`]}
        onValue={(next) => {
          onValues({ ...values, counted: next });
        }}
        input={{ inputMode: "decimal", autocomplete: "off", placeholder: "0.00", class: "amount-input" }}
      />
      {counted !== undefined && (
        <p class={difference === 0 ? "count-right" : "count-off"} role="status">
          {inWords(difference, currency)}
        </p>
      )}
      {difference !== 0 && (
        <TextArea
          label={`Why it differs (${name})`}
          value={values.reason}
          max={NOTE_MAX}
          error={errors[`${member.crew} reason`]}
          onValue={(reason) => {
            onValues({ ...values, reason });
          }}
        />
      )}
    </div>
  );
}

function Expected({
  member,
  name,
  currency,
}: {
  readonly member: CrewCash;
  readonly name: string;
  readonly currency: string;
}) {
  return (
    <p class="expected">
      <span>
        <strong>{name}</strong>
        {member.tip_cents !== 0 && <span class="hint"> with {formatMoney(member.tip_cents, currency)} tips</span>}
      </span>
      <strong class="money">{formatMoney(member.expected_cents, currency)}</strong>
    </p>
  );
}

/** Says how a count stands against what is expected. */
export function inWords(difference: number, currency: string): string {
  if (difference === 0) return "✓ As expected";
  return difference < 0 ? `${formatMoney(-difference, currency)} short` : `${formatMoney(difference, currency)} over`;
}
