import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import { TextArea } from "../forms/Field.tsx";

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly onValue: (reason: string) => void;
}

/** Asks why a charter is moved or called off. */
export function ReasonField({ value, error, onValue }: Props) {
  return (
    <TextArea
      label="Why"
      hint="Everybody who is told reads it."
      value={value}
      error={error}
      max={NOTE_MAX}
      onValue={onValue}
    />
  );
}
