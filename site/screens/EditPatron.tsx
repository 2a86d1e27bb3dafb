import { useState } from "preact/hooks";
import * as v from "valibot";

import type { ChangePatronRequest, EventDetail, EventResponse, Patron } from "../../rules/api/event.ts";
import { NAME_MAX, PersonName } from "../../rules/api/fields.ts";
import { TextField } from "../components/Field.tsx";
import { FormDialog } from "../components/FormDialog.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../hooks/useSubmit.ts";

interface Props {
  readonly slug: string;
  readonly patron: Patron;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** Renames a patron or takes the patron off the list; a signed waiver stays on record either way. */
export function EditPatron({ slug, patron, onClose, onChanged }: Props) {
  const { client } = useApp();
  const [name, setName] = useState(patron.name);
  const [removing, setRemoving] = useState(false);
  const done = ({ event }: EventResponse): void => {
    onChanged(event);
    onClose();
  };
  const [renaming, rename] = useSubmit<ChangePatronRequest, EventResponse>({
    read: () => {
      const read = v.safeParse(PersonName, name);
      return read.success ? { ok: true, request: { name: read.output } } : { ok: false, errors: { name: "Enter a name." } };
    },
    send: (body) => client.changePatron(slug, patron.id, body),
    done,
  });
  const [removal, remove] = useSubmit<undefined, EventResponse>({
    read: () => ({ ok: true, request: undefined }),
    send: () => client.removePatron(slug, patron.id),
    done,
  });
  if (removing) {
    return (
      <FormDialog title={`Remove ${patron.name}?`} action="Remove" danger submission={removal} onSubmit={remove} onClose={onClose}>
        <p>{patron.name} goes off the list of this charter. A signed waiver and payments stay on record.</p>
      </FormDialog>
    );
  }
  return (
    <FormDialog title="Edit patron" action="Save name" submission={renaming} onSubmit={rename} onClose={onClose}>
      <TextField label="Name" value={name} onValue={setName} error={renaming.errors["name"]} input={{ maxLength: NAME_MAX, autocomplete: "off" }} />
      <button type="button" class="button button-bad" onClick={() => { setRemoving(true); }}>Remove from the list</button>
    </FormDialog>
  );
}
