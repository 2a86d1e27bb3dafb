import { useState } from "preact/hooks";

import { EventResponse } from "../../rules/contract/api/event.ts";
import { decideDeparture } from "../../rules/departure/entry.ts";
import { driftOf } from "../../rules/departure/drift.ts";
import { readCharter } from "../client/record.ts";
import { useApp } from "../context.ts";
import { Reasons } from "../ui/Reasons.tsx";
import { CaptainsReason } from "../forms/CaptainsReason.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { count, momentLabel } from "../labels.ts";
import type { Entry, Write } from "../offline/entry.ts";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { recordedAsItWas } from "./departing.ts";
import { authorOf } from "./authorOf.ts";
import { sayLater } from "./sentLater.ts";
import { laidOn, useBoard } from "./useBoard.ts";

interface Props {
  readonly entry: Entry;
  readonly onClose: () => void;
}

/** Shows a departure that waits for somebody, and what the list says otherwise by now, and records it as it was. */
export function AsItWas({ entry, onClose }: Props) {
  const { client, account, company, announce } = useApp();
  const board = useBoard();
  const [typed, setTyped] = useState("");
  const { slug } = entry.write;
  const loaded = useLoaded(slug, async () => {
    const result = await readCharter(client, slug);
    return result.ok ? { ...result, data: result.data.event } : result;
  });
  const event = loaded.data && laidOn(loaded.data, board);
  const made = event && recordedAsItWas(entry.write, event, { by: account, override: typed.trim() });
  const at = made?.request.at ?? entry.write.at;
  const byline = { at, by: account.email, name: account.name };
  const outcome = event && made && decideDeparture(event, made.request, { byline, nameOf: (email) => email });
  const refused = outcome?.kind === "refused" ? outcome : undefined;
  const people = made?.request.as_it_was ?? [];
  const differs = event === undefined ? [] : driftOf(people, event.manifest, true);
  // Asked for as long as it is a no go without it; and while somebody writes it.
  const asks = refused?.reason === "no-go" || typed !== "";
  const [submission, submit] = useSubmit<Write, EventResponse>({
    read: () => {
      if (made === undefined) return { ok: false, errors: {} };
      if (refused?.reason === "no-go") return { ok: false, errors: { override: "Say why it left all the same." } };
      return { ok: true, request: made.write };
    },
    // Where the queue does not answer, it stays as it is.
    send: (write) =>
      client
        .queue()
        .then((queue) => queue.decide(entry.seq, write, EventResponse))
        .catch(() => ({ ok: false, kind: "offline" }) as const),
    done: () => {
      onClose();
      announce({ tone: "good", text: `Recorded as it was: departed with ${people.length} aboard.` });
    },
    kept: () => {
      onClose();
      announce({
        tone: "warn",
        waits: entry.write.id,
        text: `Kept on this device. ${sayLater(entry.write.id, account.email)}`,
      });
    },
  });
  return (
    <FormDialog
      title="Record it as it was?"
      action="Record as it was"
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {event === undefined && loaded.failure === undefined && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading charter" />
      )}
      {event !== undefined && (
        <>
          <p>
            <strong>
              Departed {momentLabel(at, company.time_zone)} with {count(people.length, "patron")} aboard
            </strong>
            {people.length > 0 && `: ${people.map(({ name }) => name).join(", ")}`}. Entered by {authorOf(entry)}.
          </p>
          {refused !== undefined && refused.reason !== "no-go" && refused.reason !== "list-changed" ? (
            <p>{SETTLED}</p>
          ) : (
            <p>{differs.length === 0 ? SAME : DIFFERS}</p>
          )}
          {differs.length > 0 && <Reasons reasons={differs.map((one) => ({ ...one, weight: "caution", todo: "" }))} />}
          {refused?.reason === "no-go" && <Reasons reasons={refused.reasons} />}
          {asks && <CaptainsReason value={typed} error={submission.errors["override"]} onValue={setTyped} />}
        </>
      )}
    </FormDialog>
  );
}

const SAME = "The list names the same people now. It is recorded with its own time.";
const DIFFERS =
  "It is recorded with its own time and these people, as they were aboard then. The list says otherwise by now; put it right afterwards, on the charter’s page:";
const SETTLED =
  "It cannot be recorded as the charter stands now. Look at the charter: if this departure is on record there, discard this one.";
