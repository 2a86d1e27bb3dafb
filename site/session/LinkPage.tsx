import { useEffect, useState } from "preact/hooks";

import type { LinkPasswordRequest, LinkResponse } from "../../rules/contract/api/link.ts";
import type { SessionResponse } from "../../rules/contract/api/session.ts";
import type { ApiFailure } from "../api/apiFetch.ts";
import { explain, isProblem, type Explanation } from "../api/failure.ts";
import type { Client } from "../client/client.ts";
import { NewPasswordField } from "../forms/NewPasswordField.tsx";
import { passwordFault } from "../forms/readPassword.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import type { Go } from "../routing/useRoute.ts";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { Notice } from "../ui/Notice.tsx";
import { addPasskeyByLink, askPasskeyByLink, chooseByLink, openLink } from "./calls.ts";
import { AskReset } from "./AskReset.tsx";
import { Entrance } from "./Entrance.tsx";
import { EntranceForm } from "./EntranceForm.tsx";
import { deviceLabel } from "./deviceLabel.ts";
import { makePasskey } from "./makePasskey.ts";
import { hasPasskeys } from "./passkeys.ts";

interface Props {
  readonly client: Client;
  readonly company: string;
  readonly onSignedIn: (session: SessionResponse) => void;
  readonly onLeave: Go;
}

/** What a link from a mail opens: somebody chooses how they sign in. */
export function LinkPage({ client, company, onSignedIn, onLeave }: Props) {
  // Behind the `#`, the secret is sent to nobody and stands in no log; a reload still finds it.
  const token = location.hash.slice(1);
  const [link, setLink] = useState<LinkResponse>();
  const [failure, setFailure] = useState<Explanation>();
  const [notKept, setNotKept] = useState<Explanation>();
  const [email, setEmail] = useState("");
  const [forgotten, setForgotten] = useState(false);
  const load = (): void => {
    setFailure(undefined);
    void openLink(client, { token }).then((result) => {
      if (result.ok) setLink(result.data);
      else setFailure(explain(result));
    });
  };
  useEffect(load, [token]);
  const home = (): void => {
    onLeave({ name: "month", month: undefined }, "replace");
  };
  if (forgotten) return <AskReset client={client} email={email} onEmail={setEmail} onBack={home} />;
  if (failure ?? notKept)
    return (
      <Entrance title="Your account" hint={company}>
        {failure && <LoadFailure failure={failure} onRetry={load} />}
        {notKept && (
          <Notice tone="bad" title={notKept.title}>
            What you chose is saved. {notKept.detail}
          </Notice>
        )}
        <button type="button" class="button button-primary" onClick={home}>
          Go to sign in
        </button>
        {failure?.gone && (
          <button
            type="button"
            class="button button-plain"
            onClick={() => {
              setForgotten(true);
            }}
          >
            Forgot your password?
          </button>
        )}
      </Entrance>
    );
  if (link === undefined)
    return (
      <Entrance title="Your account" hint={company}>
        <div class="skeleton skeleton-line" role="status" aria-label="Loading" />
      </Entrance>
    );
  const done = (session: SessionResponse): void => {
    onSignedIn(session);
    home();
  };
  // The link is used up: there is nothing to try again.
  const refused = (result: ApiFailure): undefined => {
    if (isProblem(result, "not-signed-in")) setNotKept(explain(result));
    // It was used, or its time has come, while this page was open.
    if (isProblem(result, "not-found")) setFailure(explain(result));
  };
  const choose = { client, token, onDone: done, refused };
  return (
    <Entrance
      title={link.purpose === "reset" ? "Choose a new password" : `Welcome, ${link.name}`}
      hint={`${link.email} · ${company}`}
    >
      {link.purpose === "invitation" && hasPasskeys() && <ChoosePasskey {...choose} />}
      <ChoosePassword {...choose} email={link.email} own={[link.email, link.name, company]} />
    </Entrance>
  );
}

interface ChooseProps {
  readonly client: Client;
  readonly token: string;
  readonly email: string;
  /** What the account and the company are called. */
  readonly own: readonly string[];
  readonly onDone: (session: SessionResponse) => void;
  readonly refused: (result: ApiFailure) => undefined;
}

function ChoosePassword({ client, token, email, own, onDone, refused }: ChooseProps) {
  const [password, setPassword] = useState("");
  const [submission, submit] = useSubmit<LinkPasswordRequest, SessionResponse>({
    read: () => {
      const fault = passwordFault(password, own);
      return fault === undefined
        ? { ok: true, request: { token, password } }
        : { ok: false, errors: { password: fault } };
    },
    send: (body) => chooseByLink(client, body),
    done: onDone,
    refused,
  });
  return (
    <EntranceForm submission={submission} onSubmit={submit} action="Use this password" busy="Sending…">
      {/* A password manager keeps the password under this name. */}
      <input type="hidden" name="username" autocomplete="username" value={email} />
      <NewPasswordField value={password} onValue={setPassword} error={submission.errors["password"]} />
    </EntranceForm>
  );
}

/** Makes a passkey the way in: whoever has one on this device needs no password. */
function ChoosePasskey({ client, token, onDone, refused }: Omit<ChooseProps, "email" | "own">) {
  const [submission, submit] = useSubmit<{ readonly name: string }, SessionResponse>({
    read: () => ({ ok: true, request: { name: deviceLabel(navigator.userAgent) } }),
    send: ({ name }) =>
      makePasskey(
        () => askPasskeyByLink(client, { token }),
        (passkey) => addPasskeyByLink(client, { token, name, passkey }),
      ),
    done: onDone,
    refused,
  });
  return (
    <EntranceForm submission={submission} onSubmit={submit} action="Make a passkey" busy="Waiting for the passkey…">
      <p>
        Sign in with what unlocks this device: nothing to remember, and nothing to guess. Or choose a password below.
      </p>
    </EntranceForm>
  );
}
