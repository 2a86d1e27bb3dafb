import { useState } from "preact/hooks";
import * as v from "valibot";

import { Email } from "../../rules/contract/api/fields.ts";
import type { AskedResponse, AskResetRequest } from "../../rules/contract/api/link.ts";
import type { Client } from "../client/client.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { Notice } from "../ui/Notice.tsx";
import { askReset } from "./calls.ts";
import { EmailField } from "./EmailField.tsx";
import { Entrance } from "./Entrance.tsx";
import { EntranceForm } from "./EntranceForm.tsx";

interface Props {
  readonly client: Client;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onBack: () => void;
}

/** Asks for a mail with a link. It says the same whether there is such an account or not, as nobody here may learn that. */
export function AskReset({ client, email, onEmail, onBack }: Props) {
  const [asked, setAsked] = useState(false);
  const [submission, submit] = useSubmit<AskResetRequest, AskedResponse>({
    read: () => {
      const read = v.safeParse(Email, email);
      return read.success
        ? { ok: true, request: { email: read.output } }
        : { ok: false, errors: { email: "Enter your e-mail address, such as jane@example.com." } };
    },
    send: (body) => askReset(client, body),
    done: () => {
      setAsked(true);
    },
  });
  return (
    <Entrance title="Forgot your password?" hint="A mail brings you a link to choose another one.">
      {asked ? (
        <Notice tone="good" title="Look into your mail">
          If {email.trim()} has an account here, a link is on its way. It works once, for one hour. Nothing came? Look
          into the spam, or ask an admin.
        </Notice>
      ) : (
        <EntranceForm submission={submission} onSubmit={submit} action="Mail me a link" busy="Sending…">
          <EmailField value={email} onValue={onEmail} error={submission.errors["email"]} />
        </EntranceForm>
      )}
      <button type="button" class="button" onClick={onBack}>
        Back to sign in
      </button>
    </Entrance>
  );
}
