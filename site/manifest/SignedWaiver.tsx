import { useState } from "preact/hooks";

import type {
  ChangePatronRequest,
  EventDetail,
  EventResponse,
  SignatureSummary,
} from "../../rules/contract/api/event.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { countsForWhom, matchSignatures } from "../../rules/manifest/whoHasSigned.ts";
import { Field } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { useApp } from "../context.ts";
import { saySignature } from "./calls.ts";
import { NOBODY, readMatch, type SaidOfSignature } from "./matchForm.ts";
import { SignedFacts, SignedLine } from "./Signed.tsx";

interface Props {
  readonly event: EventDetail;
  readonly signature: SignatureSummary;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** Shows what somebody signed, and says for whom on the list it counts: the record itself stays as it was sealed. */
export function SignedWaiver({ event, signature, onClose, onChanged }: Props) {
  const { client, announce } = useApp();
  const counts = countsForWhom(event, matchKey(signature) ?? "");
  const [seen] = useState(counts?.id ?? NOBODY);
  const [chosen, setChosen] = useState(seen);
  const unsigned = matchSignatures(event.manifest, event.signatures).lines.flatMap(({ patron, signature: other }) =>
    other === undefined ? [patron] : [],
  );
  const [saving, save] = useSubmit<SaidOfSignature, EventResponse>({
    read: (at) => readMatch(event, signature, { seen, chosen }, new Date(at)),
    send: ({ patron, ...body }) =>
      saySignature(client, event.slug, patron, signature.participant, body satisfies ChangePatronRequest),
    done: (answer) => {
      onChanged(answer.event);
      onClose();
      const whom = countsForWhom(answer.event, matchKey(signature) ?? "");
      announce({
        tone: "good",
        text: `The signature of ${signature.participant} counts for ${whom?.name ?? "nobody on the list"}.`,
      });
    },
  });
  return (
    <FormDialog
      title={`Signature of ${signature.participant}`}
      action="Save"
      submission={saving}
      onSubmit={() => {
        if (chosen === seen) onClose();
        else save();
      }}
      onClose={onClose}
    >
      <SignedLine signature={signature} />
      <SignedFacts slug={event.slug} signature={signature} />
      <Field
        label="Counts for"
        hint={
          unsigned.length === 0
            ? "Everybody else on the list has signed."
            : "Names decide, unless you say it here: a signature under another name, or of another person of that name."
        }
        error={saving.errors["signature"]}
      >
        {(wiring) => (
          <select
            {...wiring}
            value={chosen}
            onChange={(change) => {
              setChosen(change.currentTarget.value);
            }}
          >
            {counts && <option value={counts.id}>{counts.name}</option>}
            <option value={NOBODY}>
              {counts ? `Nobody: it does not count for ${counts.name}` : "Nobody on the list"}
            </option>
            {unsigned.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}
