import { useState } from "preact/hooks";

import type { NewSecondFactorResponse } from "../../rules/contract/api/account.ts";
import { useApp } from "../context.ts";
import { count, momentLabel } from "../labels.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { beginSecondFactor, removeSecondFactor } from "./calls.ts";
import { OTHERS_END, type CardProps } from "./card.ts";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { SetUpSecondFactor } from "./SetUpSecondFactor.tsx";

/** Says whether a code is asked for besides the password, and turns that on and off. */
export function SecondFactorCard({ own, busy, run, put, reload }: CardProps) {
  const { client, company, announce } = useApp();
  const [begun, setBegun] = useState<NewSecondFactorResponse>();
  const [codes, setCodes] = useState<readonly string[]>();
  const factor = own.second_factor;
  const turnOff = () =>
    run(
      () => removeSecondFactor(client),
      (changed) => {
        put(changed);
        announce({ tone: "warn", text: `No code is asked for any more. ${OTHERS_END}` });
      },
    );
  return (
    <section class="card stack" aria-label="Second factor">
      <h2>Second factor</h2>
      {factor === null ? (
        <p>An authenticator app shows a code that is asked for besides your password. A passkey needs none.</p>
      ) : (
        <p>
          On since {momentLabel(factor.since, company.time_zone)}. {count(factor.recovery_codes, "recovery code")} left.
        </p>
      )}
      <div class="row">
        {factor === null ? (
          <SendButton waits={busy} run={() => run(() => beginSecondFactor(client), setBegun)} busy="Asking…">
            Set up
          </SendButton>
        ) : (
          <SendButton waits={busy} run={turnOff} busy="Turning off…">
            Turn off
          </SendButton>
        )}
      </div>
      {begun && (
        <SetUpSecondFactor
          begun={begun}
          onClose={() => {
            setBegun(undefined);
          }}
          onDone={(told) => {
            setBegun(undefined);
            setCodes(told);
            reload();
          }}
        />
      )}
      {codes && (
        <RecoveryCodes
          codes={codes}
          onClose={() => {
            setCodes(undefined);
            announce({ tone: "good", text: `A code is asked for from now on. ${OTHERS_END}` });
          }}
        />
      )}
    </section>
  );
}
