import { useState } from "preact/hooks";

import { PASSWORD_MIN } from "../../rules/contract/api/password.ts";
import type { AddCrewRequest, CrewResponse } from "../../rules/contract/api/session.ts";
import { useApp } from "../context.ts";
import { Choices, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { readAccount, type AccountValues } from "./accountForm.ts";
import { addCrew } from "./calls.ts";

const EMPTY: AccountValues = { name: "", email: "", role: "crew", password: "" };

/** Gives somebody an account, with the password of their first day. */
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
    <FormDialog title="Add account" action="Add account" submission={submission} onSubmit={submit} onClose={onClose}>
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
        options={[
          ["crew", "Crew"],
          ["admin", "Admin"],
        ]}
      />
      <TextField
        label="Password"
        hint={`At least ${PASSWORD_MIN} characters. They sign in with it from the first day.`}
        value={values.password}
        onValue={(password) => {
          set({ password });
        }}
        error={errors["password"]}
        input={{ type: "password", autocomplete: "new-password" }}
      />
    </FormDialog>
  );
}
