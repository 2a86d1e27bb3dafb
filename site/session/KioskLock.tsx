import { useState } from "preact/hooks";

import { hashPin } from "../../rules/accounts/pin.ts";
import type { KioskPin } from "../../rules/contract/api/kiosk.ts";
import type { Account, SessionResponse } from "../../rules/contract/api/session.ts";
import type { Client } from "../client/client.ts";
import { setKiosk } from "../device/kioskLock.ts";
import { TextField } from "../forms/Field.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { Entrance } from "./Entrance.tsx";
import { EntranceForm } from "./EntranceForm.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { hasPasskeys } from "./passkeys.ts";
import { openPin, readPinTries, waitFor } from "./pinTries.ts";
import { SignInForm } from "./SignInForm.tsx";

interface Props {
  readonly client: Client;
  readonly company: string;
  readonly account: Account;
  readonly pin: KioskPin;
  readonly onSignedIn: (session: SessionResponse) => void;
}

/** Stands before the dashboard while patrons sign on this device. The PIN is checked here: there may be no signal. */
export function KioskLock({ client, company, account, pin, onSignedIn }: Props) {
  const [other, setOther] = useState(false);
  return (
    <Entrance title="For the crew" hint={`${company} · patrons sign on this device`}>
      {other ? (
        <>
          <SignInForm client={client} email={account.email} onSignedIn={onSignedIn} />
          {hasPasskeys() && <PasskeyButton client={client} onSignedIn={onSignedIn} />}
        </>
      ) : (
        <PinForm pin={pin} />
      )}
      <button
        type="button"
        class="button button-plain"
        onClick={() => {
          setOther(!other);
        }}
      >
        {other ? "Use the PIN" : `Use the password or passkey of ${account.name}`}
      </button>
    </Entrance>
  );
}

function PinForm({ pin }: { readonly pin: KioskPin }) {
  const [typed, setTyped] = useState("");
  const [submission, submit] = useSubmit<{ readonly pin: string }, true>({
    read: () =>
      typed.trim() === ""
        ? { ok: false, errors: { pin: "Enter the PIN." } }
        : { ok: true, request: { pin: typed.trim() } },
    send: async (request) => {
      const wait = waitFor(readPinTries(), Date.now());
      if (wait > 0) return openPin.tooOften(wait);
      return (await hashPin(request.pin, pin)) === pin.hash ? openPin.right() : openPin.wrong();
    },
    done: () => {
      setKiosk(false);
    },
  });
  return (
    <EntranceForm submission={submission} onSubmit={submit} action="Open the dashboard" busy="Checking…">
      <TextField
        label="PIN"
        hint="Works without a signal."
        value={typed}
        onValue={setTyped}
        error={submission.errors["pin"]}
        input={{ type: "password", inputMode: "numeric", autocomplete: "off" }}
      />
    </EntranceForm>
  );
}
