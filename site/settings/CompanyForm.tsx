import { useState } from "preact/hooks";

import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { COMPANY_LABELS, companyLines, companyValues, readCompany, type CompanyField } from "./companyForm.ts";
import { Meanwhile } from "./Meanwhile.tsx";
import { changedMeanwhile } from "./meanwhile.ts";
import { useChange } from "./useChange.ts";

interface Props {
  readonly settings: SettingsResponse;
  readonly onSaved: (settings: SettingsResponse) => void;
  readonly onClose: () => void;
}

/** Changes what the company is called and where it is. When somebody else was quicker, it shows both and keeps what was typed. */
export function CompanyForm({ settings, onSaved, onClose }: Props) {
  const [base] = useState(() => companyValues(settings));
  const [values, setValues] = useState(base);
  const { latest, submission, submit } = useChange(
    settings,
    (revision) => readCompany(values, base, revision),
    onSaved,
  );
  const { otherwise } = settings;
  const field = (name: CompanyField, hint: string, input: { inputMode?: "url" | "numeric" } = {}) => (
    <TextField
      label={COMPANY_LABELS[name]}
      hint={hint}
      value={values[name]}
      onValue={(value) => {
        setValues((before) => ({ ...before, [name]: value }));
      }}
      error={submission.errors[name]}
      input={{ autocomplete: "off", ...input }}
    />
  );
  return (
    <FormDialog title="Company" action="Save" submission={submission} onSubmit={submit} onClose={onClose}>
      <Meanwhile
        lines={changedMeanwhile(companyLines(base), companyLines(companyValues(latest)), companyLines(values))}
      />
      {field("name", `On every mail, waiver and screen. Empty, it is “${otherwise.name}”, as the stack has it.`)}
      {field("dock_address", "Where patrons and crew come aboard. Mails, waivers and calendars say it.")}
      {field("dock_map_url", "From a map’s “Share”. Begins with https://", { inputMode: "url" })}
      {field(
        "turnaround_minutes",
        `Minutes that a boat lies at the dock between two charters. Empty, they are ${String(otherwise.turnaround_minutes)}.`,
        { inputMode: "numeric" },
      )}
    </FormDialog>
  );
}
