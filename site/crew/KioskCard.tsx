import { useState } from "preact/hooks";
import * as v from "valibot";

import { PIN_MIN, SetPinRequest } from "../../rules/contract/api/kiosk.ts";
import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { explain } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { judgePin } from "../../rules/accounts/guessablePin.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { askSession } from "../session/calls.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { removeKioskPin, setKioskPin } from "./calls.ts";

/** Lets an admin lock the kiosk: whoever leaves it for the dashboard is asked for a PIN. */
export function KioskCard() {
  const { client, announce, take } = useApp();
  const { data, put } = useLoaded("kiosk", () => askSession(client));
  const [setting, setSetting] = useState(false);
  const taken = (session: SessionResponse): void => {
    put(session);
    take(session);
    setSetting(false);
  };
  async function remove(): Promise<void> {
    const result = await removeKioskPin(client);
    if (result.ok) taken(result.data);
    else announce({ tone: "bad", text: `Nothing was changed. ${explain(result).detail}` });
  }
  if (data === undefined) return null;
  const isSet = data.kiosk_pin !== null;
  return (
    <section class="card stack" aria-label="Kiosk">
      <h2>Kiosk</h2>
      <p>
        {isSet
          ? "“Sign on this device” locks the dashboard there, again for each patron. The PIN opens it, also without a signal; so does one’s own password or passkey."
          : "Not locked: patrons who sign on a device of the crew can go on to the dashboard there. A PIN locks it."}
      </p>
      <div class="row">
        <button
          type="button"
          class={`button ${isSet ? "" : "button-primary"}`}
          onClick={() => {
            setSetting(true);
          }}
        >
          {isSet ? "Change PIN" : "Set a PIN"}
        </button>
        {isSet && (
          <SendButton run={remove} busy="Removing…">
            Remove PIN
          </SendButton>
        )}
      </div>
      {setting && (
        <SetPin
          onSet={taken}
          onClose={() => {
            setSetting(false);
          }}
        />
      )}
    </section>
  );
}

interface SetPinProps {
  readonly onSet: (session: SessionResponse) => void;
  readonly onClose: () => void;
}

function SetPin({ onSet, onClose }: SetPinProps) {
  const { client } = useApp();
  const [pin, setPin] = useState("");
  const [submission, submit] = useSubmit<SetPinRequest, SessionResponse>({
    read: () => {
      const read = v.safeParse(SetPinRequest, { pin: pin.trim() });
      const fault = read.success ? judgePin(read.output.pin) : read.issues[0].message;
      return read.success && fault === undefined
        ? { ok: true, request: read.output }
        : { ok: false, errors: { pin: `The PIN ${fault ?? ""}.` } };
    },
    send: (body) => setKioskPin(client, body),
    done: onSet,
  });
  return (
    <FormDialog title="PIN of the kiosk" action="Set PIN" submission={submission} onSubmit={submit} onClose={onClose}>
      <TextField
        label="PIN"
        hint={`At least ${PIN_MIN} digits. The whole crew may know it. A device learns of it when it next has a signal.`}
        value={pin}
        onValue={setPin}
        error={submission.errors["pin"]}
        input={{ inputMode: "numeric", autocomplete: "off" }}
      />
    </FormDialog>
  );
}
