import { useEffect, useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import type { Client } from "../client/client.ts";
import { Notice } from "../ui/Notice.tsx";
import { useBoard } from "../waiting/useBoard.ts";
import { whenSent } from "../waiting/whenSent.ts";
import { SOON_MS } from "../device/deadlines.ts";
import { isSigningOut } from "../device/signingOut.ts";
import { AskReset } from "./AskReset.tsx";
import { Entrance } from "./Entrance.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { settleSigningOut } from "./calls.ts";
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
          Your session ran out or was ended. You will come back to the same page.
        </Notice>
      )}
      <SigningOut client={client} />
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

/** How often the server is told again, in ms. */
const TELL_AGAIN_MS = 20_000;

function SigningOut({ client }: Pick<Props, "client">) {
  const [waits, setWaits] = useState(isSigningOut);
  const [soon, setSoon] = useState(true);
  useEffect(() => {
    if (!waits) return;
    const told = setTimeout(() => {
      setSoon(false);
    }, SOON_MS);
    const tell = (): void => {
      void settleSigningOut(client).then(() => {
        setWaits(isSigningOut());
      });
    };
    tell();
    const timer = setInterval(tell, TELL_AGAIN_MS);
    addEventListener("online", tell);
    return () => {
      clearTimeout(told);
      clearInterval(timer);
      removeEventListener("online", tell);
    };
  }, [waits, client]);
  if (!waits) return null;
  if (soon)
    return (
      <p class="hint" role="status">
        Signing out…
      </p>
    );
  return (
    <Notice tone="warn" title="You are signed out on this device">
      What it showed is erased. The server has not heard of it yet, and does as soon as this page has a signal: leave it
      open until then.
    </Notice>
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
