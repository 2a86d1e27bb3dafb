import { TextField } from "../forms/Field.tsx";

interface Props {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly error: string | undefined;
}

/** One's own e-mail address, by which an account is named. */
export function EmailField({ value, onValue, error }: Props) {
  return (
    <TextField
      label="E-mail"
      value={value}
      onValue={onValue}
      error={error}
      input={{ type: "email", autocomplete: "username", inputMode: "email", autocapitalize: "none" }}
    />
  );
}
