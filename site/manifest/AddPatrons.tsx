import { useState } from "preact/hooks";

import { PATRONS_ADD_MAX, type EventDetail } from "../../rules/contract/api/event.ts";
import { namesOf } from "../../rules/people/names.ts";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { count } from "../labels.ts";
import { remindPatrons } from "../waiverLink/calls.ts";
import { addPatrons } from "./calls.ts";
import { readPatrons, type PatronLine } from "./patronLines.ts";
import { useUnsaved } from "../forms/useTyped.ts";
import { Check, TextArea } from "../forms/Field.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  /** Whether people go aboard: then a walk-up may stand on deck already. */
  readonly boards: boolean;
}

/** Adds people to the list, one a line, typed or pasted. What is not added stays in the field, with the reason. */
export function AddPatrons({ event, onChanged, boards }: Props) {
  const { client, announce } = useApp();
  const [text, setText] = useState("");
  useUnsaved(text.trim() !== "");
  const [error, setError] = useState<string>();
  const [doubles, setDoubles] = useState(false);
  const [mailed, setMailed] = useState(false);
  const [sending, setSending] = useState<"ashore" | "aboard">();
  // The same ids again for the same lines, so that a retry after a lost answer adds nobody twice.
  const [ids] = useState(() => new Map<string, string>());
  const lines = readPatrons(
    text,
    event.manifest.map(({ name }) => name),
  );
  const isFine = (line: PatronLine): boolean => line.problem === undefined && (doubles || !line.duplicate);
  const fine = lines.filter(isFine);
  const rest = lines.filter((line) => !isFine(line));

  function idOf({ name, email }: PatronLine, index: number): string {
    const place = fine.slice(0, index).filter((other) => other.name === name && other.email === email).length;
    const key = JSON.stringify([name, email, place]);
    const id = ids.get(key) ?? crypto.randomUUID();
    ids.set(key, id);
    return id;
  }
  async function add(aboard: boolean): Promise<void> {
    if (sending !== undefined) return;
    if (fine.length === 0) {
      setError(rest.length === 0 ? "Enter a name." : "Put the lines below right first.");
      return;
    }
    setError(undefined);
    setSending(aboard ? "aboard" : "ashore");
    const at = new Date().toISOString();
    const patrons = fine.map((line, index) => ({
      id: idOf(line, index),
      name: line.name,
      email: line.email,
      // A version that knows no numbers refuses the word.
      ...(line.phone === null ? {} : { phone: line.phone }),
      aboard,
    }));
    let latest: EventDetail | undefined;
    for (let from = 0; from < patrons.length; from += PATRONS_ADD_MAX) {
      const result = await addPatrons(client, event.slug, { patrons: patrons.slice(from, from + PATRONS_ADD_MAX), at });
      if (!result.ok) {
        setError(`Not added yet. ${explain(result).detail}`);
        setSending(undefined);
        return;
      }
      latest = result.data.event;
    }
    ids.clear();
    setSending(undefined);
    setText(rest.map(({ line }) => line).join("\n"));
    if (latest) onChanged(latest);
    const added = `${count(patrons.length, "patron")} added${aboard ? " and aboard" : ""}.`;
    const reached = patrons.filter(({ email }) => email !== null);
    if (!mailed || reached.length === 0) announce({ tone: "good", text: added });
    else await mailLink(reached, added);
  }
  /** Once they are on the list: what waits here for a signal is known to nobody yet. */
  async function mailLink(
    reached: readonly { readonly id: string; readonly name: string }[],
    added: string,
  ): Promise<void> {
    announce({ tone: "good", text: `${added} Mailing the link…` });
    const result = await remindPatrons(client, event.slug, reached);
    if (result.ok) onChanged(result.data.event);
    const sent = result.ok && reached.every(({ id }) => result.data.event.manifest.some((known) => known.id === id));
    announce(
      sent
        ? { tone: "good", text: `${added} The link is on its way to ${namesOf(reached.map(({ name }) => name))}.` }
        : { tone: "warn", text: `${added} The link was not mailed: use “Mail it” under the waiver link later.` },
    );
  }
  return (
    <form
      class="stack add-patrons"
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault();
        void add(false);
      }}
    >
      <TextArea
        label="Add patrons"
        hint="One a line, with an e-mail and a phone if you have them. A whole list can be pasted."
        value={text}
        error={error}
        onValue={setText}
      />
      <div aria-live="polite">{rest.length > 0 && <Review fine={fine.length} rest={rest} />}</div>
      {lines.some(({ duplicate }) => duplicate) && (
        <label class="check">
          <input
            type="checkbox"
            checked={doubles}
            onChange={(change) => {
              setDoubles(change.currentTarget.checked);
            }}
          />{" "}
          Another person of the same name: add them too
        </label>
      )}
      {fine.some(({ email }) => email !== null) && (
        <Check label="Mail them the waiver’s link" checked={mailed} onChecked={setMailed} />
      )}
      <div class="row">
        <button type="submit" class="button" aria-disabled={sending !== undefined}>
          {sending === "ashore" ? "Adding…" : "Add to the list"}
        </button>
        {boards && (
          <button type="button" class="button" aria-disabled={sending !== undefined} onClick={() => void add(true)}>
            {sending === "aboard" ? "Adding…" : "Add aboard"}
          </button>
        )}
      </div>
    </form>
  );
}

function Review({ fine, rest }: { readonly fine: number; readonly rest: readonly PatronLine[] }) {
  return (
    <div class="notice notice-warn">
      <strong>
        {fine} ready, {rest.length} to look at. These stay in the field:
      </strong>
      <ul>
        {rest.map((line, index) => (
          <li key={index}>
            {line.line.trim()}: {line.problem ?? "already on the list."}
          </li>
        ))}
      </ul>
    </div>
  );
}
