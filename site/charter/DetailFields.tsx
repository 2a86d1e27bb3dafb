import type { ComponentChildren } from "preact";

import { NOTE_MAX, TITLE_MAX } from "../../rules/contract/api/fields.ts";
import type { SailingTime } from "../../rules/crew/conflicts.ts";
import type { DetailValues } from "./charterForm.ts";
import type { Errors } from "../forms/read.ts";
import { TextArea, TextField } from "../forms/Field.tsx";
import { VesselField } from "../vessels/VesselField.tsx";
import { VesselClash } from "./VesselClash.tsx";

interface Props {
  readonly values: DetailValues;
  readonly errors: Errors;
  readonly onChange: (part: Partial<DetailValues>) => void;
  /** When it sails, as far as that is chosen. */
  readonly when: Pick<SailingTime, "slug" | "date" | "period"> | undefined;
  /** Who sails, below what the vessel asks for. */
  readonly children: ComponentChildren;
}

/** The fields that making and editing a charter share. All of them may stay empty. */
export function DetailFields({ values, errors, when, onChange, children }: Props) {
  const set = (name: keyof DetailValues) => (value: string) => {
    onChange({ [name]: value });
  };
  return (
    <>
      <div class="pair">
        <TextField
          label="Start (optional)"
          value={values.starts_at}
          onValue={set("starts_at")}
          error={errors["starts_at"]}
          input={{ type: "time" }}
        />
        <TextField
          label="Price (optional)"
          value={values.price}
          onValue={set("price")}
          error={errors["price_cents"]}
          input={{ inputMode: "decimal", autocomplete: "off", placeholder: "0.00" }}
        />
      </div>
      <VesselField value={values.vessel} error={errors["vessel"]} onChange={onChange} />
      {when && <VesselClash charter={{ ...when, starts_at: values.starts_at, vessel: values.vessel }} />}
      <div class="pair">
        <TextField
          label="Most patrons (optional)"
          value={values.capacity}
          onValue={set("capacity")}
          error={errors["capacity"]}
          input={{ inputMode: "numeric", autocomplete: "off" }}
        />
        <TextField
          label="Crew needed (optional)"
          value={values.required_crew}
          onValue={set("required_crew")}
          error={errors["required_crew"]}
          input={{ inputMode: "numeric", autocomplete: "off" }}
        />
      </div>
      {children}
      <TextField
        label="Title (optional)"
        hint="Shown in place of the usual one."
        value={values.title}
        onValue={set("title")}
        error={errors["title"]}
        input={{ maxLength: TITLE_MAX, autocomplete: "off" }}
      />
      <TextArea
        label="Note (optional)"
        value={values.note}
        onValue={set("note")}
        error={errors["note"]}
        max={NOTE_MAX}
      />
    </>
  );
}
