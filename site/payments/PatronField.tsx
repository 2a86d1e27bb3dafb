import { useId } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { NAME_MAX } from "../../rules/contract/api/fields.ts";
import { TextField } from "../forms/Field.tsx";
import type { FieldProps } from "./fieldProps.ts";

/** Asks who paid; the names on the list are offered. */
export function PatronField({ charter, ...field }: FieldProps & { readonly charter: EventDetail | undefined }) {
  const list = useId();
  return (
    <>
      <TextField
        label="Patron"
        {...field}
        input={{ list, maxLength: NAME_MAX, autocomplete: "off", autocapitalize: "words" }}
      />
      <datalist id={list}>
        {charter?.manifest.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </>
  );
}
