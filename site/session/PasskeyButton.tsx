import { useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { explain, type Explanation } from "../api/failure.ts";
import type { Client } from "../client/client.ts";
import { Notice } from "../ui/Notice.tsx";
import { SendButton } from "../ui/SendButton.tsx";
import { signInByPasskey } from "./passkeys.ts";

interface Props {
  readonly client: Client;
  readonly onSignedIn: (session: SessionResponse) => void;
}

/** Signs in with a passkey, and says why it did not work. */
export function PasskeyButton({ client, onSignedIn }: Props) {
  const [failure, setFailure] = useState<Explanation>();
  async function use(): Promise<void> {
    setFailure(undefined);
    const result = await signInByPasskey(client);
    if (result.ok) onSignedIn(result.data);
    else setFailure(explain(result));
  }
  return (
    <>
      <SendButton look="button-wide" run={use} busy="Waiting for the passkey…">
        Use a passkey
      </SendButton>
      {failure && (
        <Notice tone="bad" title={failure.title}>
          {failure.detail}
        </Notice>
      )}
    </>
  );
}
