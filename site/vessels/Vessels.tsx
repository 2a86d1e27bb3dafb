import { useMemo, useState } from "preact/hooks";

import { TITLE_MAX } from "../../rules/contract/api/event.ts";
import type { AddVesselRequest, Vessel, VesselsResponse } from "../../rules/contract/api/vessel.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { count } from "../labels.ts";
import { addVessel, changeVessel, readVessels } from "./calls.ts";
import { readVessel, type VesselValues } from "./vesselForm.ts";

/** Shows the company's vessels; an admin adds, changes and retires them. */
export function Vessels() {
  const { client, account, announce } = useApp();
  const loaded = useLoaded("vessels", () => readVessels(client));
  const [open, setOpen] = useState<Vessel | "new">();
  const admin = account.role === "admin";
  async function retire({ id, name, revision }: Vessel, retired: boolean): Promise<void> {
    const result = await changeVessel(client, id, { revision, retired });
    if (!result.ok) {
      announce({ tone: "bad", text: `${name} was not changed. ${explain(result).detail}` });
      return;
    }
    loaded.put(result.data);
    announce({
      tone: "good",
      text: retired ? `${name} is out of service. Her charters keep her.` : `${name} is back in service.`,
    });
  }
  const vessels = loaded.data?.vessels;
  const saved = (answer: VesselsResponse): void => {
    loaded.put(answer);
    setOpen(undefined);
    announce({ tone: "good", text: "Vessel saved." });
  };
  return (
    <>
      <Link class="back" to={{ name: "crew" }}>
        <Icon name="back" />
        Crew
      </Link>
      <div class="page-head">
        <h1>Vessels</h1>
        {admin && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              setOpen("new");
            }}
          >
            Add vessel
          </button>
        )}
      </div>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.reload} />}
      {!vessels && !loaded.failure && <div class="skeleton skeleton-card" role="status" aria-label="Loading vessels" />}
      {vessels?.length === 0 && (
        <div class="empty">
          <h2>No vessels yet</h2>
          <p>
            Add each of your boats once, with the patrons she may carry and the crew she needs. Charters then fill both
            in by themselves.
          </p>
        </div>
      )}
      {vessels && vessels.length > 0 && (
        <ul class="card people">
          {[...vessels]
            .sort((a, b) => Number(a.retired) - Number(b.retired))
            .map((vessel) => (
              <li key={vessel.id}>
                <div>
                  <strong>{vessel.name}</strong> {vessel.retired && <span class="badge">Out of service</span>}
                  <p class="hint">
                    Up to {count(vessel.capacity, "patron")} · {vessel.required_crew} crew
                  </p>
                </div>
                {admin && (
                  <div class="row">
                    <button
                      type="button"
                      class="button"
                      onClick={() => {
                        setOpen(vessel);
                      }}
                    >
                      Edit<span class="visually-hidden"> {vessel.name}</span>
                    </button>
                    <button type="button" class="button" onClick={() => void retire(vessel, !vessel.retired)}>
                      {vessel.retired ? "Back in service" : "Retire"}
                      <span class="visually-hidden"> {vessel.name}</span>
                    </button>
                  </div>
                )}
              </li>
            ))}
        </ul>
      )}
      {open !== undefined && (
        <VesselForm
          vessel={open === "new" ? undefined : open}
          onClose={() => {
            setOpen(undefined);
          }}
          onSaved={saved}
        />
      )}
    </>
  );
}

interface FormProps {
  readonly vessel: Vessel | undefined;
  readonly onClose: () => void;
  readonly onSaved: (vessels: VesselsResponse) => void;
}

function VesselForm({ vessel, onClose, onSaved }: FormProps) {
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
        : changeVessel(client, id, { revision: vessel.revision, ...details });
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
