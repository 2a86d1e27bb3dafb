import { useState } from "preact/hooks";

import type {
  ChangePatronRequest,
  EventDetail,
  EventResponse,
  Patron,
  SignatureSummary,
} from "../../rules/contract/api/event.ts";
import { NAME_MAX } from "../../rules/contract/api/fields.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { instantAfter } from "../../rules/time/laterInstant.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { momentLabel } from "../labels.ts";
import { changePatron } from "./calls.ts";
import { changesNothing, readPatron } from "./patronForm.ts";

interface Props {
  readonly slug: string;
  readonly patron: Patron;
  readonly signature: SignatureSummary | undefined;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** Renames a patron, sets the address, or takes the patron off the list; a signed waiver stays on record either way. */
export function EditPatron({ slug, patron, signature, onClose, onChanged }: Props) {
  const { client, announce } = useApp();
  const [name, setName] = useState(patron.name);
  const [email, setEmail] = useState(patron.email ?? "");
  const [before] = useState(patron);
  const read = () => readPatron({ name, email }, before, new Date().toISOString());
  const [saving, save] = useSubmit<ChangePatronRequest, EventResponse>({
    read,
    send: (body) => changePatron(client, slug, patron.id, body),
    done: ({ event }) => {
      onChanged(event);
      onClose();
    },
  });
  function submit(): void {
    const typed = read();
    if (typed.ok && changesNothing(typed.request)) onClose();
    else save();
  }
  async function list(listed: boolean, seen: string | null): Promise<void> {
    const at = instantAfter(new Date(), seen ?? undefined);
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

const PLACES = { kiosk: "the crew’s device", "own-device": "their own device" } as const;

function SignedLine({
  signature: { signed_at, received_at, waiver_version, place },
}: {
  readonly signature: SignatureSummary;
}) {
  return (
    <p class="hint">
      Signed <DeviceSaid at={signed_at} received_at={received_at} say={momentLabel} /> on{" "}
      {lookUp(PLACES, place) ?? place}: version {waiver_version} of the waiver.
    </p>
  );
}
