import type { AccountResponse, OwnPasskey } from "../../rules/contract/api/account.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { deviceLabel } from "../session/deviceLabel.ts";
import { makePasskey } from "../session/makePasskey.ts";
import { hasPasskeys } from "../session/passkeys.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { addPasskey, askNewPasskey, removePasskey } from "./calls.ts";
import { OTHERS_END, type CardProps } from "./card.ts";

/** Lists one's passkeys, adds one of this device and removes one. */
export function PasskeysCard({ own, busy, run, put }: CardProps) {
  const { client, announce } = useApp();
  const add = () => {
    const name = deviceLabel(navigator.userAgent);
    return run(
      () =>
        makePasskey(
          () => askNewPasskey(client),
          (passkey) => addPasskey(client, { name, passkey }),
        ),
      (changed) => {
        put(changed);
        announce({
          tone: "good",
          text: `Passkey added. “Use a passkey” signs you in with it from now on. ${OTHERS_END}`,
        });
      },
    );
  };
  const remove = (passkey: OwnPasskey) =>
    run(
      () => removePasskey(client, passkey.id),
      (changed: AccountResponse) => {
        put(changed);
        announce({ tone: "warn", text: `The passkey ${passkey.name} opens nothing any more. ${OTHERS_END}` });
      },
    );
  return (
    <section class="card stack" aria-label="Passkeys">
      <h2>Passkeys</h2>
      <p>
        Sign in with what unlocks your phone: nothing to remember, and nothing that anybody could guess or fish for.
      </p>
      {own.passkeys.length > 0 && (
        <ul class="people">
          {own.passkeys.map((passkey) => (
            <li key={passkey.id}>
              <Passkey passkey={passkey} />
              <SendButton waits={busy} run={() => remove(passkey)} busy="Removing…">
                Remove<span class="visually-hidden">: {passkey.name}</span>
              </SendButton>
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        {hasPasskeys() ? (
          <SendButton waits={busy} run={add} busy="Waiting for the passkey…">
            Add a passkey
          </SendButton>
        ) : (
          <p class="hint">This browser has none. Open this page in another one, or over https.</p>
        )}
      </div>
    </section>
  );
}

function Passkey({ passkey: { name, created_at, used_at } }: { readonly passkey: OwnPasskey }) {
  const { company } = useApp();
  return (
    <div>
      <strong>{name}</strong>
      <p class="hint">
        Added {momentLabel(created_at, company.time_zone)}
        {used_at !== null && ` · last used ${momentLabel(used_at, company.time_zone)}`}
      </p>
    </div>
  );
}
