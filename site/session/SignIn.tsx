import { useState } from "preact/hooks";
import * as v from "valibot";

import { Email } from "../../rules/contract/api/fields.ts";
import type { SessionResponse, SignInRequest } from "../../rules/contract/api/session.ts";
import type { Client } from "../client/client.ts";
import { ownFile } from "../device/names.ts";
import { TextField } from "../forms/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useBoard } from "../waiting/useBoard.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import type { Read } from "../forms/read.ts";
import { signIn } from "./calls.ts";

interface Props {
  readonly client: Client;
  readonly company: string;
  readonly expired: boolean;
  readonly onSignedIn: (session: SessionResponse) => void;
}

/** Asks who is there. */
export function SignIn({ client, company, expired, onSignedIn }: Props) {
  const { entries } = useBoard();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [{ sending, errors, failure }, submit] = useSubmit<SignInRequest, SessionResponse>({
    read: () => readSignIn(email, password),
    send: (body) => signIn(client, body),
    done: onSignedIn,
  });
  return (
    <main class="page sign-in" id="main" tabIndex={-1}>
      <div class="card stack">
        <img src={ownFile("favicon.svg")} width="56" height="56" alt="" />
        <div>
          <h1>Sign in</h1>
          <p class="hint">{company}</p>
        </div>
        {expired && (
          <Notice tone="warn" title="Please sign in again">
            You will come back to the same page.
          </Notice>
        )}
        {entries.length > 0 && (
          <Notice tone="warn" title="Something on this device is not sent yet">
            It is safe here, and goes out when the person who did it signs in.
          </Notice>
        )}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <TextField
            label="E-mail"
            value={email}
            onValue={setEmail}
            error={errors["email"]}
            input={{ type: "email", autocomplete: "username", inputMode: "email", autocapitalize: "none" }}
          />
          <TextField
            label="Password"
            value={password}
            onValue={setPassword}
            error={errors["password"]}
            input={{ type: "password", autocomplete: "current-password" }}
          />
          {failure && (
            <Notice tone="bad" title={failure.title}>
              {failure.detail}
            </Notice>
          )}
          <button type="submit" class="button button-primary button-wide" aria-disabled={sending}>
            {sending ? "Signing in…" : "Sign in"}
          </button>
        </form>
      </div>
    </main>
  );
}

function readSignIn(typed: string, password: string): Read<SignInRequest> {
  const email = v.safeParse(Email, typed);
  const errors = {
    ...(email.success ? {} : { email: "Enter your e-mail address, such as jane@example.com." }),
    ...(password === "" ? { password: "Enter your password." } : {}),
  };
  return email.success && password !== ""
    ? { ok: true, request: { email: email.output, password } }
    : { ok: false, errors };
}
