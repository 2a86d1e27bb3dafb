import { useEffect, useRef } from "preact/hooks";

import { TextField } from "../forms/Field.tsx";
import type { FieldProps } from "./fieldProps.ts";

/** Where a receipt goes. It appears below what fits on a phone, so it comes into view. */
export function ReceiptAddress(field: FieldProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <div ref={place}>
      <TextField
        label="Receipt to"
        {...field}
        input={{
          type: "email",
          inputMode: "email",
          autocomplete: "off",
          autocapitalize: "none",
          placeholder: "jane@example.com",
        }}
      />
    </div>
  );
}
