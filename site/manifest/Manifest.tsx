import { useState } from "preact/hooks";

import type { EventDetail, EventResponse, Patron, SignatureSummary } from "../../rules/contract/api/event.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { instantAfter, type Word } from "../../rules/time/laterInstant.ts";
import { matchSignatures, patronIdOf, type ManifestLine } from "../../rules/manifest/whoHasSigned.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { count } from "../labels.ts";
import { Refused } from "../waiting/dialogs.ts";
import { useWaiting } from "../waiting/useBoard.ts";
import { addPatrons, changePatron } from "./calls.ts";
import { createFirstTaps } from "./firstTaps.ts";
import { PatronLine } from "./PatronLine.tsx";
import { SignedBadge, SignedFacts } from "./Signed.tsx";
import { AddPatrons, EditPatron } from "./dialogs.ts";
import { reminderNote } from "./wishes.ts";
import { BrokenEntries } from "../ui/Unread.tsx";
import { Waits } from "../waiting/Waits.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  readonly onWish: (id: string, aboard: boolean) => void;
  readonly onSettled: (id: string) => void;
}

const SORTS = ["patron", "signature"];

/** Shows who comes along, who signed and who is aboard. */
export function Manifest({ event, onChanged, onWish, onSettled }: Props) {
  const { client, company, announce } = useApp();
  const [editing, setEditing] = useState<ManifestLine>();
  const [isFirstTap] = useState(() => createFirstTaps(() => performance.now()));
  const waiting = useWaiting(event.slug);
  const broken = findBroken(event, "patrons");
  const { lines, unlisted } = matchSignatures(event.manifest, event.signatures);
  function take(result: ApiResult<EventResponse>, failed: string): void {
    if (result.ok) onChanged(result.data.event);
    else announce({ tone: "bad", text: `${failed} ${explain(result).detail}` });
  }
  async function check(patron: Patron, aboard: boolean, seen: Word | null = patron.checked): Promise<void> {
    const at = instantAfter(new Date(), seen);
    onWish(patron.id, aboard);
    const result = await changePatron(client, event.slug, patron.id, { at, aboard });
    onSettled(patron.id);
    take(result, `${patron.name} is still ${aboard ? "ashore" : "aboard"} on the list.`);
    if (!result.ok) return;
    const undo = (): void => {
      void check(patron, !aboard, { at, received_at: at });
    };
    announce({
      tone: "good",
      text: `${patron.name} is ${aboard ? "aboard" : "ashore"}.`,
      action: { label: "Undo", run: undo },
    });
  }
  async function list(signature: SignatureSummary): Promise<void> {
    // The id follows from the signature: two taps list a person once.
    const result = await addPatrons(client, event.slug, {
      patrons: [{ id: patronIdOf(signature, event.signatures), name: signature.participant }],
      at: new Date().toISOString(),
    });
    take(result, `${signature.participant} was not added.`);
  }
  return (
    <section class="card" aria-label="Patrons">
      <div class="card-head">
        <h2>Patrons</h2>
      </div>
      <Refused slug={event.slug} sorts={SORTS} />
      {lines.length === 0 && broken === undefined && (
        <p class="hint">
          Nobody on the list yet. Add names here, or send the waiver link: whoever signs shows up below.
        </p>
      )}
      <ul class="people">
        {lines.map((line) => (
          <PatronLine
            key={line.patron.id}
            slug={event.slug}
            line={line}
            note={reminderNote(line.patron, event, company.time_zone)}
            waits={waiting.has(`patron:${line.patron.id}`)}
            onCheck={() => {
              if (isFirstTap(line.patron.id)) void check(line.patron, line.patron.aboard_at === null);
            }}
            onEdit={() => {
              setEditing(line);
            }}
          />
        ))}
        <BrokenEntries broken={broken} />
      </ul>
      {unlisted.length > 0 && <h3 class="unlisted-title">Signed, but not on the list</h3>}
      <ul class="people">
        {unlisted.map((signature) => (
          <li key={`${signature.id}#${signature.participant}`}>
            <div class="patron-name">
              <strong>{signature.participant}</strong>
              <SignedBadge />
              {signature.record_sha256 === "" && <Waits />}
            </div>
            <SignedFacts slug={event.slug} signature={signature} />
            <button type="button" class="button" onClick={() => void list(signature)}>
              Add to list<span class="visually-hidden">: {signature.participant}</span>
            </button>
          </li>
        ))}
      </ul>
      {event.signatures_more > 0 && <p class="hint">And {count(event.signatures_more, "other")}. Add them by name.</p>}
      <AddPatrons event={event} onChanged={onChanged} />
      {editing && (
        <EditPatron
          event={event}
          patron={editing.patron}
          signature={editing.signature}
          onClose={() => {
            setEditing(undefined);
          }}
          onChanged={onChanged}
        />
      )}
    </section>
  );
}
