import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import { TextArea } from "./Field.tsx";

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly onValue: (reason: string) => void;
}

/** Asks why a charter leaves at a no go. */
export function CaptainsReason({ value, error, onValue }: Props) {
  return (
    <TextArea
      label="Captain’s reason"
      hint="Kept in the record with your name, and mailed to the admin."
      value={value}
      error={error}
      max={NOTE_MAX}
      onValue={onValue}
    />
  );
}
