import { useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import type { Client } from "../client/client.ts";
import { Notice } from "../ui/Notice.tsx";
import { useBoard } from "../waiting/useBoard.ts";
import { whenSent } from "../waiting/whenSent.ts";
import { AskReset } from "./AskReset.tsx";
import { Entrance } from "./Entrance.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { hasPasskeys } from "./passkeys.ts";
import { SignInForm } from "./SignInForm.tsx";

interface Props {
  readonly client: Client;
  readonly company: string;
  readonly expired: boolean;
  readonly onSignedIn: (session: SessionResponse) => void;
}

/** Asks who is there. */
export function SignIn({ client, company, expired, onSignedIn }: Props) {
  const [email, setEmail] = useState("");
  const [forgotten, setForgotten] = useState(false);
  if (forgotten)
    return (
      <AskReset
        client={client}
        email={email}
        onEmail={setEmail}
        onBack={() => {
          setForgotten(false);
        }}
      />
    );
  return (
    <Entrance title="Sign in" hint={company}>
      {expired && (
        <Notice tone="warn" title="Please sign in again">
          You will come back to the same page.
        </Notice>
      )}
      <Unsent />
      <SignInForm client={client} email={email} onEmail={setEmail} onSignedIn={onSignedIn} />
      {hasPasskeys() && <PasskeyButton client={client} onSignedIn={onSignedIn} />}
      <button
        type="button"
        class="button button-plain"
        onClick={() => {
          setForgotten(true);
        }}
      >
        Forgot your password?
      </button>
    </Entrance>
  );
}

function Unsent() {
  const { entries } = useBoard();
  if (entries.length === 0) return null;
  return (
    <Notice tone="warn" title="Something on this device is not sent yet">
      {whenSent(entries).join(" ")}
    </Notice>
  );
}
