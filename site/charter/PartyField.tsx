import { TextField } from "../forms/Field.tsx";
import type { Errors } from "../forms/read.ts";
import type { DetailValues } from "./charterForm.ts";

interface Props {
  readonly values: Pick<DetailValues, "party">;
  readonly errors: Errors;
  readonly hint: string;
  readonly onChange: (part: Pick<DetailValues, "party">) => void;
}

/** Asks how many come: those who are not on the list have places, and whoever signs takes one. */
export function PartyField({ values, errors, hint, onChange }: Props) {
  return (
    <TextField
      label="How many come (optional)"
      hint={hint}
      value={values.party}
      error={errors["party"]}
      onValue={(party) => {
        onChange({ party });
      }}
      input={{ inputMode: "numeric", autocomplete: "off" }}
    />
  );
}
