import { useState } from "preact/hooks";

import type { ChangePasswordRequest } from "../../rules/contract/api/account.ts";
import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { useApp } from "../context.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { NewPasswordField } from "../forms/NewPasswordField.tsx";
import { passwordFault } from "../forms/readPassword.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { Notice } from "../ui/Notice.tsx";
import { changePassword } from "./calls.ts";
import type { CardProps } from "./card.ts";

/** Says whether there is a password, and changes it. */
export function PasswordCard({ own, reload }: CardProps) {
  const { announce } = useApp();
  const [changing, setChanging] = useState(false);
  return (
    <section class="card stack" aria-label="Password">
      <h2>Password</h2>
      {own.password === "weak" && (
        <Notice tone="warn" title="Please choose another password">
          Yours is short, or easy to guess. It goes on working until you have.
        </Notice>
      )}
      {own.password === "none" && <p>You have none, and sign in with a passkey.</p>}
      <div class="row">
        <button
          type="button"
          class={`button ${own.password === "weak" ? "button-primary" : ""}`}
          onClick={() => {
            setChanging(true);
          }}
        >
          {own.password === "none" ? "Choose a password" : "Change password"}
        </button>
      </div>
      {changing && (
        <ChangePassword
          isFirst={own.password === "none"}
          onClose={() => {
            setChanging(false);
          }}
          onChanged={() => {
            setChanging(false);
            announce({ tone: "good", text: "Your password is changed. Other devices have to sign in with it." });
            reload();
          }}
        />
      )}
    </section>
  );
}

interface Props {
  readonly isFirst: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function ChangePassword({ isFirst, onClose, onChanged }: Props) {
  const { client, account, company } = useApp();
  const [present, setPresent] = useState("");
  const [password, setPassword] = useState("");
  const [submission, submit] = useSubmit<ChangePasswordRequest, SessionResponse>({
    read: () => {
      const fault = passwordFault(password, [account.email, account.name, company.name]);
      const errors = {
        ...(isFirst || present !== "" ? {} : { present: "Enter your present password." }),
        ...(fault === undefined ? {} : { password: fault }),
      };
      return Object.keys(errors).length === 0
        ? { ok: true, request: { present: isFirst ? null : present, password } }
        : { ok: false, errors };
    },
    send: (body) => changePassword(client, body),
    done: onChanged,
  });
  const { errors } = submission;
  return (
    <FormDialog
      title={isFirst ? "Choose a password" : "Change password"}
      action={isFirst ? "Use this password" : "Change password"}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <input type="hidden" name="username" autocomplete="username" value={account.email} />
      {!isFirst && (
        <TextField
          label="Present password"
          value={present}
          onValue={setPresent}
          error={errors["present"]}
          input={{ type: "password", autocomplete: "current-password" }}
        />
      )}
      <NewPasswordField value={password} onValue={setPassword} error={errors["password"]} />
    </FormDialog>
  );
}
