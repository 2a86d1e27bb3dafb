import { useMemo, useState } from "preact/hooks";

import { TITLE_MAX } from "../../rules/contract/api/fields.ts";
import type { AddVesselRequest, Vessel, VesselsResponse } from "../../rules/contract/api/vessel.ts";
import { useApp } from "../context.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { changedOnly } from "../forms/changedOnly.ts";
import { addVessel, changeVessel } from "./calls.ts";
import { readVessel, type VesselValues } from "./vesselValues.ts";

interface Props {
  readonly vessel: Vessel | undefined;
  readonly onClose: () => void;
  readonly onSaved: (vessels: VesselsResponse) => void;
}

/** Adds a vessel, or changes what a vessel may carry. */
export function VesselForm({ vessel, onClose, onSaved }: Props) {
  const { client } = useApp();
  const id = useMemo(() => vessel?.id ?? crypto.randomUUID(), []);
  const [values, setValues] = useState<VesselValues>(() => ({
    name: vessel?.name ?? "",
    capacity: String(vessel?.capacity ?? ""),
    required_crew: String(vessel?.required_crew ?? 1),
  }));
  const set = (name: keyof VesselValues) => (value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
  };
  const [submission, submit] = useSubmit<AddVesselRequest, VesselsResponse>({
    read: () => readVessel(values, id),
    send: ({ name, capacity, required_crew }) => {
      const details = { name, capacity, required_crew };
      return vessel === undefined
        ? addVessel(client, { id, ...details })
        : changeVessel(client, id, { revision: vessel.revision, ...changedOnly(vessel, details) });
    },
    done: onSaved,
  });
  const { errors } = submission;
  const title = vessel === undefined ? "Add vessel" : `Edit ${vessel.name}`;
  return (
    <FormDialog
      title={title}
      action={vessel === undefined ? "Add vessel" : "Save"}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={values.name}
        onValue={set("name")}
        error={errors["name"]}
        input={{ maxLength: TITLE_MAX, autocomplete: "off" }}
      />
      <TextField
        label="Most patrons by law"
        hint="As her certificate says. Crew are not counted."
        value={values.capacity}
        onValue={set("capacity")}
        error={errors["capacity"]}
        input={{ inputMode: "numeric", autocomplete: "off" }}
      />
      <TextField
        label="Crew needed"
        value={values.required_crew}
        onValue={set("required_crew")}
        error={errors["required_crew"]}
        input={{ inputMode: "numeric", autocomplete: "off" }}
      />
      {vessel !== undefined && <p class="hint">Charters that have her keep what they say now.</p>}
    </FormDialog>
  );
}
