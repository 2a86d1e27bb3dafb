import { useState } from "preact/hooks";
import * as v from "valibot";

import { Email } from "../../rules/contract/api/fields.ts";
import type { SessionResponse, SignInRequest } from "../../rules/contract/api/session.ts";
import { isProblem } from "../api/failure.ts";
import type { Client } from "../client/client.ts";
import { TextField } from "../forms/Field.tsx";
import type { Read } from "../forms/read.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { signIn } from "./calls.ts";
import { EmailField } from "./EmailField.tsx";
import { EntranceForm } from "./EntranceForm.tsx";

interface Props {
  readonly client: Client;
  readonly email: string;
  /** Missing where it is known who it must be. */
  readonly onEmail?: (email: string) => void;
  readonly onSignedIn: (session: SessionResponse) => void;
}

/** Asks for e-mail and password, and then for a code where there is a second factor. */
export function SignInForm({ client, email, onEmail, onSignedIn }: Props) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string>();
  const [onlyAsked, setOnlyAsked] = useState(false);
  const [submission, submit] = useSubmit<SignInRequest, SessionResponse>({
    read: () => readSignIn(email, password, code),
    send: (body) => signIn(client, body),
    done: onSignedIn,
    refused: (result) => {
      const asked = isProblem(result, "code-needed");
      if (asked) setCode("");
      setOnlyAsked(asked);
      return undefined;
    },
  });
  const { errors } = submission;
  return (
    <EntranceForm
      submission={submission}
      onSubmit={submit}
      action="Sign in"
      busy="Signing in…"
      tone={onlyAsked ? "warn" : "bad"}
    >
      {onEmail && <EmailField value={email} onValue={onEmail} error={errors["email"]} />}
      {!onEmail && <input type="hidden" name="username" autocomplete="username" value={email} />}
      <TextField
        label="Password"
        value={password}
        onValue={setPassword}
        error={errors["password"]}
        input={{ type: "password", autocomplete: "current-password" }}
      />
      {code !== undefined && (
        <TextField
          label="Code"
          hint="Of your authenticator app, or a recovery code. Both lost? Whoever runs this system lets you in once you have shown who you are."
          value={code}
          onValue={setCode}
          error={errors["code"]}
          input={{ ref: takeFocus, autocomplete: "one-time-code", autocapitalize: "none", spellcheck: false }}
        />
      )}
    </EntranceForm>
  );
}

/** It has just been asked for: whoever types goes on typing. */
function takeFocus(field: HTMLInputElement | null): void {
  field?.focus();
}

function readSignIn(typed: string, password: string, code: string | undefined): Read<SignInRequest> {
  const email = v.safeParse(Email, typed);
  const errors = {
    ...(email.success ? {} : { email: "Enter your e-mail address, such as jane@example.com." }),
    ...(password === "" ? { password: "Enter your password." } : {}),
    ...(code?.trim() === "" ? { code: "Enter the code that your app shows." } : {}),
  };
  return email.success && Object.keys(errors).length === 0
    ? { ok: true, request: { email: email.output, password, ...(code === undefined ? {} : { code }) } }
    : { ok: false, errors };
}
