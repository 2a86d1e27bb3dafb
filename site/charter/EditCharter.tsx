import { useState } from "preact/hooks";

import {
  REQUIRED_CREW_MAX,
  type ChangeEventRequest,
  type EventDetail,
  type EventResponse,
} from "../../rules/contract/api/event.ts";
import { changeCharter } from "./calls.ts";
import { DetailFields } from "./DetailFields.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { readCharter } from "../client/record.ts";
import { useApp } from "../context.ts";
import { isProblem } from "../api/failure.ts";
import { changedList, changedOnly } from "../forms/changedOnly.ts";
import { readCount } from "../forms/readCount.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { describeChanges } from "./changes.ts";
import { detailValues, readDetails } from "./charterForm.ts";
import type { Read } from "../forms/read.ts";
import { PartyField } from "./PartyField.tsx";
import { CrewChoices } from "../crew/CrewChoices.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** Changes a charter. When somebody else was quicker, it shows what they changed and keeps what was typed. */
export function EditCharter({ event, onClose, onChanged }: Props) {
  const { client, announce } = useApp();
  const [base] = useState(event);
  const [latest, setLatest] = useState(event);
  const [values, setValues] = useState(() => detailValues(event));
  const [crew, setCrew] = useState<readonly string[]>(event.crew);
  const [submission, submit] = useSubmit<ChangeEventRequest, EventResponse>({
    read: () => readChange(),
    send: async (body) => {
      const result = await changeCharter(client, event.slug, body);
      if (!result.ok && isProblem(result, "stale-revision")) await catchUp();
      return result;
    },
    refused: (result) => (isProblem(result, "stale-revision") ? STALE : undefined),
    done: (answer) => {
      onChanged(answer.event);
      onClose();
      announce({ tone: "good", text: "Charter saved." });
    },
  });

  function readChange(): Read<ChangeEventRequest> {
    const details = readDetails(values, event.currency);
    if (!details.ok) return details;
    const crewChanged = [...crew].sort().join() !== [...latest.crew].sort().join();
    const request = {
      revision: latest.revision,
      ...changedOnly(base, details.request),
      ...(crewChanged ? { crew: [...crew] } : {}),
    };
    return { ok: true, request };
  }
  async function catchUp(): Promise<void> {
    const now = await readCharter(client, event.slug);
    if (now.ok) {
      const theirs = now.data.event;
      setLatest(theirs);
      // A list is one field for two people: whom they have chosen since stays chosen.
      setCrew((mine) => changedList(latest.crew, mine, theirs.crew));
      onChanged(theirs);
    }
  }
  const theirs = describeChanges(base, latest);
  return (
    <FormDialog title="Edit charter" action="Save" submission={submission} onSubmit={submit} onClose={onClose}>
      {theirs.length > 0 && (
        <div class="notice notice-warn">
          <strong>Changed meanwhile:</strong>
          <ul>
            {theirs.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <PartyField
        values={values}
        errors={submission.errors}
        hint="With who booked. Whoever signs takes a place that has no name yet."
        onChange={(part) => {
          setValues((before) => ({ ...before, ...part }));
        }}
      />
      <DetailFields
        values={values}
        errors={submission.errors}
        when={event}
        onChange={(part) => {
          setValues((before) => ({ ...before, ...part }));
        }}
      >
        <CrewChoices
          charter={{ ...event, starts_at: values.starts_at }}
          required={readCount(values.required_crew, REQUIRED_CREW_MAX) ?? null}
          chosen={crew}
          onChange={setCrew}
        />
      </DetailFields>
    </FormDialog>
  );
}

const STALE = {
  title: "Somebody else changed this charter",
  detail:
    "What you typed is still here. Retry saves the fields that you changed, also where they changed the same ones, and leaves the rest as they have it.",
};
