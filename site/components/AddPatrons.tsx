import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/api/event.ts";
import { useApp } from "../context.ts";
import { explain } from "../failure.ts";
import { count } from "../labels.ts";
import { readNames } from "../model/manifest.ts";
import { TextArea } from "./Field.tsx";

/** Adds people to the list, one name a line. What could not be added stays in the field. */
export function AddPatrons({ slug, onChanged }: { readonly slug: string; readonly onChanged: (event: EventDetail) => void }) {
  const { client, announce } = useApp();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const [sending, setSending] = useState(false);
  // The same ids again for the same lines, so that a retry after a lost answer adds nobody twice.
  const [ids] = useState(() => new Map<string, string>());
  const idOf = (key: string): string => {
    const id = ids.get(key) ?? crypto.randomUUID();
    ids.set(key, id);
    return id;
  };
  async function add(): Promise<void> {
    if (sending) return;
    const names = readNames(text);
    if (names.length === 0) {
      setError("Enter a name.");
      return;
    }
    setError(undefined);
    setSending(true);
    for (const [index, name] of names.entries()) {
      const result = await client.addPatron(slug, { id: idOf(`${name}#${names.length - index}`), name });
      if (!result.ok) {
        setText(names.slice(index).join("\n"));
        setError(`${name} was not added. ${explain(result).detail}`);
        setSending(false);
        return;
      }
      onChanged(result.data.event);
    }
    ids.clear();
    setText("");
    setSending(false);
    announce({ tone: "good", text: `${count(names.length, "patron")} added.` });
  }
  return (
    <form class="stack add-patrons" noValidate onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <TextArea label="Add patrons" hint="One name a line; a whole list can be pasted." value={text} error={error} onValue={setText} />
      <button type="submit" class="button" aria-disabled={sending}>{sending ? "Adding…" : "Add to the list"}</button>
    </form>
  );
}
