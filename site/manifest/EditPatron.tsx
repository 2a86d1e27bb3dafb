import { useState } from "preact/hooks";

import type {
  ChangePatronRequest,
  EventDetail,
  EventResponse,
  Patron,
  SignatureSummary,
} from "../../rules/contract/api/event.ts";
import { NAME_MAX } from "../../rules/contract/api/fields.ts";
import { PHONE_MAX } from "../../rules/contract/api/signing.ts";
import { afterRenaming, type CountsFor } from "../../rules/manifest/renaming.ts";
import { instantAfter } from "../../rules/time/laterInstant.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { Notice } from "../ui/Notice.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { changePatron } from "./calls.ts";
import { changesNothing, readPatron } from "./patronForm.ts";
import { SignedLine } from "./Signed.tsx";

interface Props {
  readonly event: EventDetail;
  readonly patron: Patron;
  readonly signature: SignatureSummary | undefined;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** Renames a patron, sets the address and the number, or takes the patron off the list; a signed waiver stays on record either way. */
export function EditPatron({ event, patron, signature, onClose, onChanged }: Props) {
  const { client, announce } = useApp();
  const { slug } = event;
  const [name, setName] = useState(patron.name);
  const [email, setEmail] = useState(patron.email ?? "");
  const [phone, setPhone] = useState(patron.phone ?? "");
  const [before] = useState(patron);
  const read = () => readPatron({ name, email, phone }, before, new Date());
  const [saving, save] = useSubmit<ChangePatronRequest, EventResponse>({
    read,
    send: (body) => changePatron(client, slug, patron.id, body),
    done: ({ event }) => {
      onChanged(event);
      onClose();
    },
  });
  const typed = read();
  const renamed = typed.ok ? typed.request.name : undefined;
  const countsFor = renamed === undefined ? undefined : afterRenaming(event, patron.id, renamed);
  function submit(): void {
    if (typed.ok && changesNothing(typed.request)) onClose();
    else save();
  }
  async function list(listed: boolean, seen: string | null): Promise<void> {
    const at = instantAfter(new Date(), seen === null ? null : { at: seen, received_at: seen });
    const result = await changePatron(client, slug, patron.id, { at, listed });
    if (!result.ok) {
      announce({
        tone: "bad",
        text: `${patron.name} is still ${listed ? "off" : "on"} the list. ${explain(result).detail}`,
      });
      return;
    }
    onChanged(result.data.event);
    announce(
      listed
        ? { tone: "good", text: `${patron.name} is back on the list.` }
        : {
            tone: "good",
            text: `${patron.name} is off the list.`,
            action: { label: "Undo", run: () => void list(true, at) },
          },
    );
  }
  return (
    <FormDialog title="Edit patron" action="Save" submission={saving} onSubmit={submit} onClose={onClose}>
      <TextField
        label="Name"
        value={name}
        onValue={setName}
        error={saving.errors["name"]}
        input={{ maxLength: NAME_MAX, autocomplete: "off" }}
      />
      <TextField
        label="E-mail (optional)"
        hint="For the waiver reminder and receipts."
        value={email}
        onValue={setEmail}
        error={saving.errors["email"]}
        input={{ type: "email", autocomplete: "off" }}
      />
      <TextField
        label="Phone (optional)"
        hint="To call or to text, where no mail reaches them."
        value={phone}
        onValue={setPhone}
        error={saving.errors["phone"]}
        input={{ type: "tel", maxLength: PHONE_MAX, autocomplete: "off" }}
      />
      {signature && countsFor && (
        <div role="alert">
          <Notice tone="warn" title={`The signature is for “${signature.participant}”`}>
            {RENAMED[countsFor]} They will be shown as not signed until they sign again.
          </Notice>
        </div>
      )}
      {signature && <SignedLine signature={signature} />}
      <button
        type="button"
        class="button button-bad"
        onClick={() => {
          onClose();
          void list(false, patron.listed_at);
        }}
      >
        Take off the list
      </button>
    </FormDialog>
  );
}

const RENAMED: Readonly<Record<CountsFor, string>> = {
  nobody: "Under the new name it will count for nobody on the list.",
  namesake: "Under the new name it will count for the other one on the list who is called so.",
};
