import { useState } from "preact/hooks";

import { METHODS, type Method } from "../../rules/contract/api/payment.ts";
import { PERIODS } from "../../rules/contract/slug.ts";
import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { Check, TextField } from "../forms/Field.tsx";
import { FieldGroup } from "../forms/FieldGroup.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { methodLabel, periodLabel } from "../labels.ts";
import { dayLines, dayValues, readDay } from "./dayForm.ts";
import { Meanwhile } from "./Meanwhile.tsx";
import { changedMeanwhile } from "./meanwhile.ts";
import { useChange } from "./useChange.ts";

interface Props {
  readonly settings: SettingsResponse;
  readonly onSaved: (settings: SettingsResponse) => void;
  readonly onClose: () => void;
}

/** Chooses when charters usually start, and how people may pay. */
export function DayForm({ settings, onSaved, onClose }: Props) {
  const [base] = useState(() => dayValues(settings));
  const [values, setValues] = useState(base);
  const { latest, submission, submit } = useChange(settings, (revision) => readDay(values, base, revision), onSaved);
  const offer = (method: Method) => (offered: boolean) => {
    setValues((before) => ({
      ...before,
      methods: METHODS.filter((one) => (one === method ? offered : before.methods.includes(one))),
    }));
  };
  const fault = submission.errors["methods"];
  return (
    <FormDialog title="Charters and money" action="Save" submission={submission} onSubmit={submit} onClose={onClose}>
      <Meanwhile lines={changedMeanwhile(dayLines(base), dayLines(dayValues(latest)), dayLines(values))} />
      <p>When charters usually start. A new one proposes it, and it can be changed there.</p>
      {PERIODS.map((period) => (
        <TextField
          key={period}
          label={periodLabel(period)}
          value={values.starts[period]}
          error={submission.errors["start_times"]}
          onValue={(start) => {
            setValues((before) => ({ ...before, starts: { ...before.starts, [period]: start } }));
          }}
          input={{ type: "time" }}
        />
      ))}
      <FieldGroup legend="Ways of paying" describedBy={fault === undefined ? undefined : "methods-fault"}>
        <div class="choices">
          {METHODS.map((method) => (
            <Check
              key={method}
              label={methodLabel(method)}
              checked={values.methods.includes(method)}
              onChecked={offer(method)}
            />
          ))}
        </div>
        {fault && (
          <p class="field-error" id="methods-fault">
            {fault}
          </p>
        )}
      </FieldGroup>
    </FormDialog>
  );
}
