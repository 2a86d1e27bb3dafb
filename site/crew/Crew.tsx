import { useState } from "preact/hooks";
import * as v from "valibot";

import { Email, PersonName } from "../../rules/contract/api/fields.ts";
import {
  Password,
  PASSWORD_MIN,
  ROLES,
  type AddCrewRequest,
  type CrewResponse,
} from "../../rules/contract/api/session.ts";
import { Choices, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { Link } from "../ui/Link.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { YourCalendar } from "../calendar/YourCalendar.tsx";
import { useApp } from "../context.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import type { Read } from "../forms/read.ts";
import { addCrew, readCrew } from "./calls.ts";

/** Shows who has an account; an admin adds one. */
export function Crew() {
  const { client, account, announce } = useApp();
  const loaded = useLoaded("crew", () => readCrew(client));
  const [adding, setAdding] = useState(false);
  const added = (crew: CrewResponse): void => {
    loaded.put(crew);
    setAdding(false);
    announce({ tone: "good", text: "Account added. Tell them the password in person." });
  };
  return (
    <>
      <div class="page-head">
        <h1>Crew</h1>
        {account.role === "admin" && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              setAdding(true);
            }}
          >
            Add account
          </button>
        )}
      </div>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.reload} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading crew" />
      )}
      {loaded.data && (
        <ul class="card people">
          {loaded.data.crew.map((member) => (
            <li key={member.email}>
              <div>
                <strong>{member.name}</strong>
                <p class="hint">{member.email}</p>
              </div>
              <span class="badge">{member.role === "admin" ? "Admin" : "Crew"}</span>
            </li>
          ))}
        </ul>
      )}
      <nav class="row" aria-label="More about the crew">
        <Link class="button" to={{ name: "availability", month: undefined }}>
          Availability
        </Link>
        {account.role === "admin" && (
          <Link class="button" to={{ name: "vessels" }}>
            Vessels
          </Link>
        )}
        <Link class="button" to={{ name: "waiver-text" }}>
          Waiver text
        </Link>
      </nav>
      <YourCalendar />
      {adding && (
        <AddCrew
          onClose={() => {
            setAdding(false);
          }}
          onAdded={added}
        />
      )}
    </>
  );
}

const EMPTY = { name: "", email: "", role: "crew", password: "" };

function AddCrew({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void;
  readonly onAdded: (crew: CrewResponse) => void;
}) {
  const { client } = useApp();
  const [values, setValues] = useState(EMPTY);
  const set = (part: Partial<typeof EMPTY>): void => {
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

function readAccount(values: typeof EMPTY): Read<AddCrewRequest> {
  const name = v.safeParse(PersonName, values.name);
  const email = v.safeParse(Email, values.email);
  const role = v.safeParse(v.picklist(ROLES), values.role);
  const password = v.safeParse(Password, values.password);
  if (name.success && email.success && role.success && password.success) {
    return {
      ok: true,
      request: { name: name.output, email: email.output, role: role.output, password: password.output },
    };
  }
  return {
    ok: false,
    errors: {
      ...(name.success ? {} : { name: "Enter their name." }),
      ...(email.success ? {} : { email: "Enter their e-mail address, such as jane@example.com." }),
      ...(password.success ? {} : { password: `The password ${password.issues[0].message}.` }),
    },
  };
}
