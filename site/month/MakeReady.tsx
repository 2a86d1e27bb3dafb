import { useState } from "preact/hooks";

import { useApp } from "../context.ts";
import { askToKeep, askToLast } from "../kiosk/askToKeep.ts";
import { leastOf, type Kept } from "../kiosk/kept.ts";
import { Lasting } from "../waiting/dialogs.ts";

const SAID: Readonly<Record<Kept | "idle" | "busy", string>> = {
  idle: "",
  busy: "",
  all: "Ready: today’s charters and their waivers are on this device.",
  "not-all": "Not all of it is here. Try again where the signal is better.",
  nothing: "Nothing is kept here, as in a private window: this page works only with a signal.",
};

/** Fetches today's charters and their waiver pages while there is a signal, for when there is none. */
export function MakeReady({ slugs }: { readonly slugs: readonly string[] }) {
  const { client } = useApp();
  const [state, setState] = useState<keyof typeof SAID>("idle");
  async function keepOne(slug: string): Promise<Kept> {
    // The worker keeps a charter that passes through it: before the waiver is kept, it was not sure to be in charge.
    const waiver = await askToKeep(slug);
    const event = await client.charters.read(slug);
    return event.ok ? waiver : leastOf([waiver, "not-all"]);
  }
  async function fetchAll(): Promise<void> {
    setState("busy");
    askToLast();
    setState(leastOf(await Promise.all(slugs.map(keepOne))));
  }
  return (
    <div class="row">
      <button
        type="button"
        class="button"
        aria-disabled={state === "busy"}
        onClick={() => {
          if (state !== "busy") void fetchAll();
        }}
      >
        {state === "busy" ? "Fetching…" : "Make ready for offline"}
      </button>
      <p role="status" class="hint">
        {SAID[state]}
      </p>
      {state === "all" && <Lasting />}
    </div>
  );
}
