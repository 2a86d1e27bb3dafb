import { useState } from "preact/hooks";

import { useApp } from "../context.ts";
import { askToLast } from "../kiosk/askToKeep.ts";
import { loadLater } from "../ui/loadLater.ts";
import { Lasting } from "../waiting/dialogs.ts";
import { NOT_ALL, type Readiness } from "./readiness.ts";

/** Fetches today's charters and their waiver pages while there is a signal, for when there is none. */
export function MakeReady({ slugs }: { readonly slugs: readonly string[] }) {
  const { client, company } = useApp();
  const [state, setState] = useState<Readiness | "busy">();
  const busy = state === "busy";
  const said = busy ? undefined : state;
  function fetchAll(): void {
    setState("busy");
    askToLast();
    void loadLater()
      .then(({ makeReady }) => makeReady(client, slugs, company.time_zone))
      .catch(() => NOT_ALL)
      .then(setState);
  }
  return (
    <div class="row">
      <button
        type="button"
        class="button"
        aria-disabled={busy}
        onClick={() => {
          if (!busy) fetchAll();
        }}
      >
        {busy ? "Fetching…" : "Make ready for offline"}
      </button>
      <p role="status" class="hint">
        {said?.text}
      </p>
      {said?.ready && <Lasting />}
    </div>
  );
}
