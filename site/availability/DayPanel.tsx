import { useState } from "preact/hooks";

import type { Answer, DayAnswer } from "../../rules/contract/api/availability.ts";
import { NOTE_MAX } from "../../rules/contract/api/fields.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { useApp } from "../context.ts";
import { readCrew } from "../crew/calls.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { dayLabel } from "../labels.ts";
import { noted, type Said } from "./answers.ts";
import { AnswerBadge } from "./AnswerBadge.tsx";
import { useUnsaved } from "../forms/useTyped.ts";
import { TextField } from "../forms/Field.tsx";

const SAID: Readonly<Record<Answer, string>> = {
  yes: "You can sail.",
  maybe: "You can sail perhaps.",
  no: "You can’t sail.",
};

interface Props {
  readonly date: string;
  readonly said: Said;
  /** The server has not answered yet. */
  readonly saving: boolean;
  readonly others: readonly DayAnswer[];
  readonly onNote: (note: string) => void;
}

/** Shows one day: one's own answer with room for a note and, to an admin, what the others say. */
export function DayPanel({ date, said, saving, others, onNote }: Props) {
  const { account } = useApp();
  const [note, setNote] = useState(said.note);
  const save = (event: Event): void => {
    event.preventDefault();
    onNote(note.trim());
  };
  const saved = note.trim() === said.note;
  const canNote = Boolean(noted(said, "")?.answer);
  useUnsaved(canNote && !saved);
  return (
    <section class="card stack" aria-label={dayLabel(date)}>
      <div>
        <h2>{dayLabel(date)}</h2>
        <p role="status">
          {said.answer === null ? "No answer." : (lookUp(SAID, said.answer) ?? `Your answer: ${said.answer}.`)}
          {saving && " Saving…"}
        </p>
      </div>
      {canNote && (
        <form class="day-note" onSubmit={save}>
          <TextField
            label="Note (optional)"
            value={note}
            onValue={setNote}
            input={{ maxLength: NOTE_MAX, autocomplete: "off", placeholder: "After ten" }}
          />
          <button type="submit" class="button" aria-disabled={saved}>
            {saved && saving ? "Saving…" : saved && note !== "" ? "Saved" : "Save note"}
          </button>
        </form>
      )}
      {account.role === "admin" && <Others others={others} />}
    </section>
  );
}

function Others({ others }: { readonly others: readonly DayAnswer[] }) {
  const { client } = useApp();
  const { data } = useLoaded("crew", () => readCrew(client));
  const nameOf = (email: string): string => data?.crew.find((member) => member.email === email)?.name ?? email;
  if (others.length === 0) return <p class="hint">Nobody else has said anything of this day.</p>;
  return (
    <ul class="people">
      {others.map(({ email, answer, note }) => (
        <li key={email}>
          <div>
            {nameOf(email)}
            {note !== "" && <p class="hint">{note}</p>}
          </div>
          <AnswerBadge answer={answer} />
        </li>
      ))}
    </ul>
  );
}
