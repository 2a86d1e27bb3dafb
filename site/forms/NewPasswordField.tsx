import { useState } from "preact/hooks";

import { PASSWORD_MIN } from "../../rules/contract/api/password.ts";
import { Check, TextField } from "./Field.tsx";

interface Props {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly error: string | undefined;
}

/** Asks for a new password, once: whoever wants to be sure looks at it. */
export function NewPasswordField({ value, onValue, error }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <TextField
        label="New password"
        hint={`At least ${PASSWORD_MIN} characters: four or five words that belong to nobody do well. A password manager may make it.`}
        value={value}
        onValue={onValue}
        error={error}
        input={
          shown ? { type: "text", autocomplete: "new-password" } : { type: "password", autocomplete: "new-password" }
        }
      />
      <Check label="Show it" checked={shown} onChecked={setShown} />
    </>
  );
}
