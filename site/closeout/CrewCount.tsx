import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import type { CrewCash } from "../../rules/contract/api/closeout.ts";
import { TextArea, TextField } from "../forms/Field.tsx";
import type { Errors } from "../forms/read.ts";
import { parseCash, type CountValues } from "./counts.ts";
import { Expected } from "./Expected.tsx";
import { inWords } from "./inWords.ts";

interface Props {
  readonly member: CrewCash;
  readonly name: string;
  readonly currency: string;
  readonly values: CountValues;
  readonly errors: Errors;
  readonly onValues: (values: CountValues) => void;
}

/** Takes what was counted of one crew member and, where it differs, why. */
export function CrewCount({ member, name, currency, values, errors, onValues }: Props) {
  const counted = parseCash(values.counted, currency);
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
