import { useState } from "preact/hooks";

import type { AddCrewRequest, CrewResponse } from "../../rules/contract/api/session.ts";
import { useApp } from "../context.ts";
import { Check, Choices, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { readAccount, type AccountValues } from "./accountForm.ts";
import { addCrew } from "./calls.ts";
import { ROLE_LABELS } from "./roleLabels.ts";

const EMPTY: AccountValues = { name: "", email: "", role: "crew", payments: false };

/** Gives somebody an account, and invites them to it by mail. */
export function AddAccount({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void;
  readonly onAdded: (crew: CrewResponse) => void;
}) {
  const { client } = useApp();
  const [values, setValues] = useState(EMPTY);
  const set = (part: Partial<AccountValues>): void => {
    setValues((before) => ({ ...before, ...part }));
  };
  const [submission, submit] = useSubmit<AddCrewRequest, CrewResponse>({
    read: () => readAccount(values),
    send: (body) => addCrew(client, body),
    done: onAdded,
  });
  const { errors } = submission;
  return (
    <FormDialog title="Add account" action="Add and invite" submission={submission} onSubmit={submit} onClose={onClose}>
      <TextField
        label="Name"
        value={values.name}
        onValue={(name) => {
          set({ name });
        }}
        error={errors["name"]}
        input={{ autocomplete: "off" }}
      />
      <TextField
        label="E-mail"
        value={values.email}
        onValue={(email) => {
          set({ email });
        }}
        error={errors["email"]}
        input={{ type: "email", autocomplete: "off", autocapitalize: "none" }}
      />
      <Choices
        label="Role"
        value={values.role}
        onValue={(role) => {
          set({ role });
        }}
        error={errors["role"]}
        options={ROLE_LABELS}
      />
      {values.role === "crew" && (
        <Check
          label="May log payments"
          checked={values.payments}
          onChecked={(payments) => {
            set({ payments });
          }}
        />
      )}
      <p class="hint">They get a mail with a link, by which they choose how they sign in. Nobody else knows it.</p>
    </FormDialog>
  );
}
