import { useMemo, useState } from "preact/hooks";

import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import type { DraftTexts, PublishRequest, WaiverTextsResponse } from "../../rules/contract/api/waiverText.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { explain, isProblem } from "../api/failure.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { publishVersion } from "./calls.ts";
import { readPublication, toDraft } from "./drafts.ts";
import { MissingLanguages } from "./MissingLanguages.tsx";
import { WaiverTextsDiff } from "./WaiverTextsDiff.tsx";

interface Props {
  readonly data: WaiverTextsResponse;
  readonly texts: DraftTexts;
  readonly revision: number;
  readonly onClose: () => void;
  readonly onPublished: (data: WaiverTextsResponse) => void;
  readonly onStale: () => void;
}

/** Says what a publication changes for patrons, shows the changes, and asks why. */
export function WaiverTextsPublish({ data, texts, revision, onClose, onPublished, onStale }: Props) {
  const { client } = useApp();
  const id = useMemo(() => crypto.randomUUID(), []);
  const [note, setNote] = useState("");
  const [submission, submit] = useSubmit<PublishRequest, WaiverTextsResponse>({
    read: () => readPublication(texts, note, { id, revision }),
    send: (body) => publishVersion(client, body),
    done: onPublished,
    refused: (result) => {
      if (isProblem(result, "stale-revision")) onStale();
      return explain(result);
    },
  });
  return (
    <FormDialog
      title="Publish a new version"
      action="Publish"
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        From now on patrons read and sign this text. Whoever has signed keeps the version they saw, and need not sign
        again.
      </p>
      <MissingLanguages texts={texts} />
      <TextField
        label="Why this version?"
        hint="For the history, such as “New clause on drones, from our lawyer”."
        value={note}
        onValue={setNote}
        error={submission.errors["note"]}
        input={{ maxLength: NOTE_MAX, autocomplete: "off" }}
      />
      <h3>What changes</h3>
      <WaiverTextsDiff before={toDraft(data.current.texts)} after={texts} />
    </FormDialog>
  );
}
