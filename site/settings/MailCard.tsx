import { useState } from "preact/hooks";

import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { useApp } from "../context.ts";
import { readCrew } from "../crew/calls.ts";
import { Check } from "../forms/Field.tsx";
import { FieldGroup } from "../forms/FieldGroup.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { Fact } from "./Fact.tsx";
import { SettingsCard } from "./SettingsCard.tsx";
import { Meanwhile } from "./Meanwhile.tsx";
import { changedMeanwhile } from "./meanwhile.ts";
import { useChange } from "./useChange.ts";

interface Props {
  readonly settings: SettingsResponse;
  readonly onSaved: (settings: SettingsResponse) => void;
}

const LABEL = "Besides";
const linesOf = (readers: readonly string[]) => ({ [LABEL]: [...readers].sort().join(", ") });
const readersOf = ({ set }: Pick<SettingsResponse, "set">): readonly string[] => set.money_mails ?? [];

/** Shows who gets which mail, and chooses who hears of money besides the stack's admin. */
export function MailCard({ settings, onSaved }: Props) {
  const { admin_email } = settings.stack;
  const readers = [admin_email, ...readersOf(settings).filter((email) => email !== admin_email)];
  return (
    <SettingsCard title="Mail" onSaved={onSaved} form={(props) => <MailForm settings={settings} {...props} />}>
      <dl class="settings-facts">
        <Fact name="Money">{readers.join(", ")}</Fact>
        <Fact name="Signatures">{admin_email}</Fact>
      </dl>
      <p class="hint">
        Each payment, refund and reversal is mailed at once. So is each signature with its PDF: that mail is a witness
        of it, and cannot be turned off.
      </p>
    </SettingsCard>
  );
}

function MailForm({ settings, onSaved, onClose }: Props & { readonly onClose: () => void }) {
  const { client } = useApp();
  const crew = useLoaded("crew", () => readCrew(client));
  const [base] = useState(() => readersOf(settings));
  const [readers, setReaders] = useState(base);
  const { latest, submission, submit } = useChange(
    settings,
    (revision) => ({
      ok: true,
      request: {
        revision,
        ...(linesOf(readers)[LABEL] === linesOf(base)[LABEL]
          ? {}
          : { money_mails: readers.length === 0 ? null : [...readers] }),
      },
    }),
    onSaved,
  );
  const { admin_email } = settings.stack;
  const others = crew.data?.crew.filter(({ role, email }) => role === "admin" && email !== admin_email) ?? [];
  return (
    <FormDialog title="Mail about money" action="Save" submission={submission} onSubmit={submit} onClose={onClose}>
      <Meanwhile lines={changedMeanwhile(linesOf(base), linesOf(readersOf(latest)), linesOf(readers))} />
      <p>
        {admin_email} gets every mail about money, whatever is chosen here. An admin who is chosen gets the same mail,
        and all see who else does.
      </p>
      {others.length === 0 && <p class="hint">There is no other admin yet: add one on the Crew screen.</p>}
      {others.length > 0 && (
        <FieldGroup legend="Also to" describedBy={undefined}>
          <div class="choices">
            {others.map(({ email, name }) => (
              <Check
                key={email}
                label={name}
                checked={readers.includes(email)}
                onChecked={(on) => {
                  setReaders((before) => [...before.filter((one) => one !== email), ...(on ? [email] : [])]);
                }}
              />
            ))}
          </div>
        </FieldGroup>
      )}
    </FormDialog>
  );
}
