import { useState } from "preact/hooks";

import type { ChangeSettingsRequest, SettingsResponse } from "../../rules/contract/api/settings.ts";
import { isProblem } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { changeSettings, readSettings } from "./calls.ts";
import { changedMeanwhile, COMPANY_LABELS, companyValues, readCompany, type CompanyField } from "./settingsForm.ts";

interface Props {
  readonly settings: SettingsResponse;
  readonly onSaved: (settings: SettingsResponse) => void;
  readonly onClose: () => void;
}

/** Changes what the company is called and where it is. When somebody else was quicker, it shows both and keeps what was typed. */
export function CompanyForm({ settings, onSaved, onClose }: Props) {
  const { client } = useApp();
  const [latest, setLatest] = useState(settings);
  const [base] = useState(() => companyValues(settings));
  const [values, setValues] = useState(base);
  const [submission, submit] = useSubmit<ChangeSettingsRequest, SettingsResponse>({
    read: () => readCompany(values, base, latest.revision),
    send: async (body) => {
      const result = await changeSettings(client, body);
      if (!result.ok && isProblem(result, "stale-revision")) await catchUp();
      return result;
    },
    refused: (result) => (isProblem(result, "stale-revision") ? STALE : undefined),
    done: onSaved,
  });
  async function catchUp(): Promise<void> {
    const now = await readSettings(client);
    if (now.ok) setLatest(now.data);
  }
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
  const theirs = changedMeanwhile(base, companyValues(latest), values);
  return (
    <FormDialog title="Company" action="Save" submission={submission} onSubmit={submit} onClose={onClose}>
      {theirs.length > 0 && (
        <div class="notice notice-warn">
          <strong>Changed meanwhile:</strong>
          <ul>
            {theirs.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
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

const STALE = {
  title: "Somebody else changed the settings",
  detail: "What you typed is still here. Retry saves only the fields you changed, and leaves theirs.",
};
