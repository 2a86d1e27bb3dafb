import { useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { explain, type Explanation } from "../api/failure.ts";
import type { Client } from "../client/client.ts";
import { Notice } from "../ui/Notice.tsx";
import { signInByPasskey } from "./passkeys.ts";

interface Props {
  readonly client: Client;
  readonly onSignedIn: (session: SessionResponse) => void;
}

/** Signs in with a passkey, and says why it did not work. */
export function PasskeyButton({ client, onSignedIn }: Props) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Explanation>();
  async function use(): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    const result = await signInByPasskey(client);
    setBusy(false);
    if (result.ok) onSignedIn(result.data);
    else setFailure(explain(result));
  }
  return (
    <>
      <button type="button" class="button button-wide" aria-disabled={busy} onClick={() => void use()}>
        {busy ? "Waiting for the passkey…" : "Use a passkey"}
      </button>
      {failure && (
        <Notice tone="bad" title={failure.title}>
          {failure.detail}
        </Notice>
      )}
    </>
  );
}
