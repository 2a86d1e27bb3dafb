import { useState } from "preact/hooks";

import type { EventDetail, EventResponse, Patron, SignatureSummary } from "../../rules/contract/api/event.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { instantAfter, keptWord, type Word } from "../../rules/time/laterInstant.ts";
import type { Phase } from "../../rules/departure/phase.ts";
import { whoSailed } from "../../rules/departure/whoSailed.ts";
import { openPlaces } from "../../rules/manifest/places.ts";
import { matchSignatures, patronIdOf, type ManifestLine } from "../../rules/manifest/whoHasSigned.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import { useApp } from "../context.ts";
import { explain, isUndecided } from "../api/failure.ts";
import { ACCEPTED } from "../forms/useSubmit.ts";
import { count } from "../labels.ts";
import { Refused } from "../waiting/dialogs.ts";
import { useWaiting } from "../waiting/useBoard.ts";
import { addPatrons, changePatron } from "./calls.ts";
import { createFirstTaps } from "./firstTaps.ts";
import { ListView } from "./ListView.tsx";
import { PatronLine, type Voyage } from "./PatronLine.tsx";
import { Lapsed, OpenSignature, SignedBadge, SignedFacts } from "./Signed.tsx";
import { AddPatrons, EditPatron, SignedWaiver } from "./dialogs.ts";
import { ALL_LINES, boardable, countByFilter, SEEN_AT_ONCE, shownLines } from "./shownLines.ts";
import { reminderNote } from "./wishes.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { BrokenEntries } from "../ui/Unread.tsx";
import { Waits } from "../waiting/Waits.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  readonly onWish: (id: string, aboard: boolean) => void;
  readonly onSettled: (id: string) => void;
  readonly phase: Phase;
}

const SORTS = ["patron", "signature"];

/** A patron, and the check that was seen of them: the next one must be later. */
interface Seen {
  readonly id: string;
  readonly name: string;
  readonly seen: Word | null;
}

function seenOf({ id, name, checked }: Patron): Seen {
  return { id, name, seen: checked };
}

/** Shows who comes along, who signed and who is aboard. */
export function Manifest({ event, onChanged, onWish, onSettled, phase }: Props) {
  const { client, company, announce } = useApp();
  const [editing, setEditing] = useState<ManifestLine>();
  const [opened, setOpened] = useState<SignatureSummary>();
  const [view, setView] = useState(ALL_LINES);
  const [isFirstTap] = useState(() => createFirstTaps(() => performance.now()));
  const waiting = useWaiting(event);
  const broken = findBroken(event, "patrons");
  const { lines, unlisted } = matchSignatures(event.manifest, event.signatures);
  function take(result: ApiResult<EventResponse>, failed: string): void {
    if (result.ok) onChanged(result.data.event);
    else announce({ tone: "bad", text: `${failed} ${explain(result).detail}` });
  }
  /** Checks these aboard or ashore, one after the other, and offers to undo what was done of it. */
  async function check(patrons: readonly Seen[], aboard: boolean): Promise<void> {
    for (const { id } of patrons) onWish(id, aboard);
    const done: Seen[] = [];
    for (const { id, name, seen } of patrons) {
      const at = instantAfter(new Date(), seen);
      const result = await changePatron(client, event.slug, id, { at, aboard });
      onSettled(id);
      const where = aboard ? "aboard" : "ashore";
      take(
        result,
        isUndecided(result)
          ? `Whether ${name} is ${where} on the list is not known.`
          : `${name} is not checked ${where}.`,
      );
      if (result.ok) done.push({ id, name, seen: keptWord(at) });
    }
    const [first] = done;
    // What went wrong is the last word.
    if (first === undefined || done.length < patrons.length) return;
    announce({
      tone: "good",
      text: `${done.length === 1 ? `${first.name} is` : `${count(done.length, "patron")} are`} ${aboard ? "aboard" : "ashore"}.`,
      action: { label: "Undo", run: () => void check(done, !aboard) },
    });
  }
  /** Keeps lines in sight that have just been tapped. */
  function hold(ids: readonly string[]): void {
    setView((before) => ({ ...before, held: new Set([...before.held, ...ids]) }));
  }
  async function list(signature: SignatureSummary): Promise<void> {
    // The id follows from the signature: two taps list a person once.
    const id = patronIdOf(signature, event.signatures);
    const at = new Date().toISOString();
    const added = await addPatrons(client, event.slug, { patrons: [{ id, name: signature.participant }], at });
    // Whoever was taken off comes back by no adding: that has to be said, once the server has.
    const isOff =
      added.ok && added.status !== ACCEPTED && !added.data.event.manifest.some((patron) => patron.id === id);
    const result = isOff ? await changePatron(client, event.slug, id, { at, listed: true }) : added;
    take(result, `${signature.participant} was not added.`);
  }
  const boards = phase === "boarding" || phase === "departed";
  const isBack = phase === "back" || phase === "short";
  const off = phase === "canceled";
  const voyages = voyagesOf(event, isBack);
  const long = lines.length > SEEN_AT_ONCE;
  const shown = long ? shownLines(lines, view) : lines;
  const seen = new Set(shown.map(({ patron }) => patron.id));
  const together = boards && long ? boardable(shown) : [];
  return (
    <section class="card manifest" aria-label="Patrons">
      <div class="card-head">
        <h2>Patrons</h2>
        {lines.length > 0 && (
          <span class="hint">
            {long && shown.length < lines.length ? `${shown.length} of ${lines.length}` : lines.length}
          </span>
        )}
      </div>
      <Refused event={event} sorts={SORTS} />
      {lines.length === 0 && broken === undefined && (
        <p class="hint">
          {off
            ? "Nobody is on the list."
            : `Nobody on the list yet. Add names here, or send the waiver link: whoever signs ${openPlaces(event) > 0 ? "is on it" : "shows up below"}.`}
        </p>
      )}
      {long && <ListView view={view} counts={countByFilter(lines)} boards={boards} onView={setView} />}
      {together.length > 1 && (
        <button
          type="button"
          class="button button-wide no-print"
          onClick={() => {
            hold(together.map(({ patron }) => patron.id));
            void check(
              together.map(({ patron }) => seenOf(patron)),
              true,
            );
          }}
        >
          Check all {together.length} who have signed aboard
        </button>
      )}
      {long && shown.length === 0 && <p class="hint">Nobody of this name or kind is on the list.</p>}
      <ul class="people">
        {lines.map((line) => (
          <PatronLine
            key={line.patron.id}
            slug={event.slug}
            line={line}
            note={reminderNote(line.patron, event, company.time_zone)}
            waits={waiting.has(`patron:${line.patron.id}`)}
            sought={seen.has(line.patron.id)}
            voyage={voyages.get(line.patron.id)}
            off={off}
            onCheck={
              boards || (isBack && line.patron.aboard_at !== null && !voyages.has(line.patron.id))
                ? () => {
                    if (!isFirstTap(line.patron.id)) return;
                    hold([line.patron.id]);
                    void check([seenOf(line.patron)], line.patron.aboard_at === null);
                  }
                : undefined
            }
            onEdit={() => {
              setEditing(line);
            }}
            onOpen={setOpened}
          />
        ))}
        <BrokenEntries broken={broken} />
      </ul>
      <OpenPlaces event={event} phase={phase} />
      {unlisted.length > 0 && <h3 class="unlisted-title">Signed, but not on the list</h3>}
      <ul class="people">
        {unlisted.map((signature) => (
          <li key={`${signature.id}#${signature.participant}`}>
            <div class="patron-name">
              <strong>{signature.participant}</strong>
              <SignedBadge />
              {signature.record_sha256 === "" && <Waits />}
            </div>
            <div class="patron-actions no-print">
              {!off && (
                <SendButton run={() => list(signature)} busy="Adding…">
                  Add to list<span class="visually-hidden">: {signature.participant}</span>
                </SendButton>
              )}
              <OpenSignature signature={signature} onOpen={setOpened} />
            </div>
            <SignedFacts slug={event.slug} signature={signature} />
          </li>
        ))}
      </ul>
      {event.signatures_more > 0 && <p class="hint">And {count(event.signatures_more, "other")}. Add them by name.</p>}
      <Lapsed event={event} />
      {!off && <AddPatrons event={event} onChanged={onChanged} boards={boards} />}
      {opened && (
        <SignedWaiver
          event={event}
          signature={opened}
          onClose={() => {
            setOpened(undefined);
          }}
          onChanged={onChanged}
        />
      )}
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

/** How many of the party nobody has named yet; once it has left, nobody will. */
function OpenPlaces({ event, phase }: Pick<Props, "event" | "phase">) {
  const open = openPlaces(event);
  if (open === 0 || (phase !== "planned" && phase !== "boarding")) return null;
  return (
    <p class="hint">
      {count(open, "place")} without a name:{" "}
      {open === 1 ? "it is named when somebody signs." : "they are named when they sign."}
    </p>
  );
}

/** What the departure that stands made of each, by id: of who sailed it is said once they are back, as until then they are aboard. */
function voyagesOf({ departures, manifest }: EventDetail, isBack: boolean): ReadonlyMap<string, Voyage> {
  const { sailed, noShows, others } = whoSailed(departures, manifest);
  const said = (patrons: readonly Patron[], voyage: Voyage) => patrons.map(({ id }) => [id, voyage] as const);
  return new Map([
    ...(isBack ? said(sailed, "sailed") : []),
    ...said(noShows, "no-show"),
    ...said(others, "not-sailed"),
  ]);
}
