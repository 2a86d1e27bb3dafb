import { NAME_MAX } from "../../rules/contract/api/fields.ts";
import { PHONE_MAX } from "../../rules/contract/api/signing.ts";
import { TextField } from "../forms/Field.tsx";
import type { Errors } from "../forms/read.ts";
import type { NewValues } from "./charterForm.ts";
import { PartyField } from "./PartyField.tsx";

interface Props {
  readonly values: NewValues;
  readonly errors: Errors;
  readonly onChange: (part: Partial<NewValues>) => void;
}

/** Asks who booked beyond the first name, for then they are on the list from the start, and how many come with them. */
export function BookerFields({ values, errors, onChange }: Props) {
  return (
    <>
      <TextField
        label="Last name (optional)"
        hint="With it they are on the list at once."
        value={values.last_name}
        error={errors["last_name"]}
        onValue={(last_name) => {
          onChange({ last_name });
        }}
        input={{ autocomplete: "off", autocapitalize: "words", maxLength: NAME_MAX }}
      />
      <TextField
        label="E-mail (optional)"
        value={values.email}
        error={errors["email"]}
        onValue={(email) => {
          onChange({ email });
        }}
        input={{ type: "email", autocomplete: "off" }}
      />
      <TextField
        label="Phone (optional)"
        value={values.phone}
        error={errors["phone"]}
        onValue={(phone) => {
          onChange({ phone });
        }}
        input={{ type: "tel", autocomplete: "off", maxLength: PHONE_MAX }}
      />
      <PartyField
        values={values}
        errors={errors}
        hint="With who booked. The others are named when they sign."
        onChange={onChange}
      />
    </>
  );
}
